package com.isotoma.dboperator.demo.service;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/** {@code /healthz}: the process answers. {@code /readyz}: it also can store, and is not about to stop. */
final class HealthResource implements Resource {
    private final Path data;
    private final AtomicBoolean stopping;
    private final String version;

    HealthResource(Path data, AtomicBoolean stopping, String version) {
        this.data = data;
        this.stopping = stopping;
        this.version = version;
    }

    @Override
    public Response handle(Request request, List<String> rest) throws Refusal {
        if (!rest.isEmpty()) {
            throw Refusal.notFound("This address");
        }
        if (!request.method().equals("GET")) {
            throw Refusal.method("GET");
        }
        boolean readiness = request.path().getFirst().equals("readyz");
        if (readiness && stopping.get()) {
            return state(503, "stopping");
        }
        if (readiness && !Files.isWritable(data)) {
            return state(503, "the data directory cannot be written");
        }
        return state(200, "ok");
    }

    private Response state(int status, String state) {
        return Response.json(status, Map.of("status", state, "version", version));
    }
}
