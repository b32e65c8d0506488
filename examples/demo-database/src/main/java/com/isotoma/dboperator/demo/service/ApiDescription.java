package com.isotoma.dboperator.demo.service;

import com.isotoma.dboperator.demo.service.http.Response;
import com.isotoma.dboperator.demo.service.http.Route;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** {@code /api/openapi.yaml}: what can be asked for, as OpenAPI 3.1. */
final class ApiDescription {
    private static final String FILE = "openapi.yaml";

    private ApiDescription() {}

    static List<Route> routes() {
        return List.of(Route.any("GET", "/api/openapi.yaml", request -> answer()));
    }

    private static Response answer() throws IOException {
        try (var in = Objects.requireNonNull(ApiDescription.class.getResourceAsStream(FILE), FILE)) {
            return new Response(200, Map.of("Content-Type", "application/yaml"), new Response.Fixed(in.readAllBytes()));
        }
    }
}
