package com.isotoma.dboperator.demo.service;

import com.isotoma.dboperator.demo.service.http.Response;
import com.isotoma.dboperator.demo.service.http.Route;
import com.isotoma.dboperator.demo.service.persons.DataStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/** {@code /healthz}: the process answers. {@code /readyz}: it also has data, can store, and is not about to stop. */
final class HealthResource {
    private final Path directory;
    private final DataStore store;
    private final AtomicBoolean stopping;
    private final String version;
    private final String identity;

    HealthResource(Path directory, DataStore store, AtomicBoolean stopping, String version, String identity) {
        this.directory = directory;
        this.store = store;
        this.stopping = stopping;
        this.version = version;
        this.identity = identity;
    }

    List<Route> routes() {
        return List.of(
                Route.any("GET", "/healthz", request -> state(200, "ok")),
                Route.any("GET", "/readyz", request -> readiness()));
    }

    private Response readiness() {
        if (stopping.get()) {
            return state(503, "stopping");
        }
        if (!Files.isWritable(directory)) {
            return state(503, "the data directory cannot be written");
        }
        if (store.now().isEmpty()) {
            return state(503, "the leader's data have not come yet");
        }
        return state(200, "ok");
    }

    private Response state(int status, String state) {
        return Response.json(status, Map.of("status", state, "version", version, "identity", identity));
    }
}
