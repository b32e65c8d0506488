package com.isotoma.dboperator.demo.service.replication;

import com.isotoma.dboperator.demo.service.http.Refusal;
import com.isotoma.dboperator.demo.service.http.Request;
import com.isotoma.dboperator.demo.service.http.Response;
import com.isotoma.dboperator.demo.service.http.Route;
import com.isotoma.dboperator.demo.service.persons.DataStore;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;

/** What a follower answers about replication, and to everybody who wants what only the leader does. */
public final class FollowerResource {
    private final String name;
    private final DataStore store;
    private final Follower follower;

    public FollowerResource(String name, DataStore store, Follower follower) {
        this.name = name;
        this.store = store;
        this.follower = follower;
    }

    public List<Route> routes() {
        return List.of(
                Route.any("GET", "/api/leader", request -> Response.text("false")),
                Route.any(
                        "GET",
                        "/api/replication",
                        request -> Response.json(200, Status.of(name, store.position(), follower.contact()))),
                Route.any("GET", "/api/onleaderupdated", request -> pull()),
                Route.leader("GET", "/api/changes", this::refuse));
    }

    /** 501 without content, and where the leader was last. */
    public Response refuse(Request request) throws IOException {
        request.stream().transferTo(OutputStream.nullOutputStream()); // so that the client hears the answer
        var address = request.exchange().getRequestURI();
        var query = address.getRawQuery() == null ? "" : "?" + address.getRawQuery();
        var refused = Response.empty(501);
        return follower.contact()
                .address()
                .map(leader -> leader.resolve(address.getRawPath() + query))
                .map(there -> refused.with(Map.of("Location", there.toString())))
                .orElse(refused);
    }

    private Response pull() throws Refusal {
        try {
            follower.pullNow();
            return Response.empty(200);
        } catch (IOException e) {
            throw new Refusal(503, "The leader's data could not be had: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refusal(503, "This member is stopping.");
        }
    }
}
