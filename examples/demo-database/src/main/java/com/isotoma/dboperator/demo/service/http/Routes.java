package com.isotoma.dboperator.demo.service.http;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** All that can be asked for. Of two addresses that fit a request the one that comes first counts. */
public final class Routes implements Handler {
    private record Match(String path, Map<String, String> segments) {}

    private final List<Route> all;

    public Routes(List<Route> all) {
        this.all = List.copyOf(all);
    }

    @Override
    public Response handle(Request request) throws IOException, Refusal {
        var match = match(request.path()).orElseThrow(() -> Refusal.notFound("This address"));
        var here =
                all.stream().filter(route -> route.path().equals(match.path())).toList();
        for (var route : here) {
            if (route.method().equals(request.method())) {
                return route.handler().handle(request.withSegments(match.segments()));
            }
        }
        throw Refusal.method(here.stream().map(Route::method).collect(Collectors.joining(", ")));
    }

    private Optional<Match> match(List<String> path) {
        for (var route : all) {
            var segments = route.match(path);
            if (segments.isPresent()) {
                return Optional.of(new Match(route.path(), segments.get()));
            }
        }
        return Optional.empty();
    }
}
