package com.isotoma.dboperator.demo.service.replication;

import com.isotoma.dboperator.demo.service.http.Refusal;
import com.isotoma.dboperator.demo.service.http.Request;
import com.isotoma.dboperator.demo.service.http.Response;
import com.isotoma.dboperator.demo.service.http.Route;
import com.isotoma.dboperator.demo.service.persons.DataStore;
import com.isotoma.dboperator.demo.service.persons.Position;
import com.isotoma.dboperator.demo.service.storage.Names;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What a leader answers about replication. */
public final class LeaderResource {
    private static final long LONGEST_WAIT = 30;

    private final String name;
    private final DataStore store;
    private final Followers followers = new Followers();

    public LeaderResource(String name, DataStore store) {
        this.name = name;
        this.store = store;
    }

    public List<Route> routes() {
        return List.of(
                Route.any("GET", "/api/leader", request -> Response.text("true")),
                Route.any("GET", "/api/replication", request -> Response.json(200, status())),
                Route.any("GET", "/api/onleaderupdated", request -> Response.empty(501)),
                Route.leader("GET", "/api/changes", this::changes));
    }

    private Status status() {
        var here = store.position();
        return new Status.OfLeader(name, true, here.epoch(), here.sequence(), followers.all(here));
    }

    private Response changes(Request request) throws IOException, Refusal {
        var has = new Position(request.parameter("epoch").orElse(""), request.number("after", 0, Long.MAX_VALUE));
        var wait = Duration.ofSeconds(request.number("wait", 0, LONGEST_WAIT));
        var member = request.parameter("member");
        if (member.isPresent()) {
            followers.asked(Names.check("?member", member.get()), has, Instant.now());
        }
        try {
            return store.since(has, wait)
                    .map(update -> Response.json(200, update.wire()))
                    .orElseThrow(() -> new Refusal(503, "This member is stopping."));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refusal(503, "This member is stopping.");
        }
    }
}
