package com.isotoma.dboperator.demo.service;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code /databases/{name}}, and below it {@code export} and {@code import}: the admin's. Records are handed on. */
final class DatabasesResource implements Resource {
    /** The body of a PUT. Its text form does not show the password. */
    record Definition(
            @Nullable String owner,
            @Nullable String username,
            @Nullable String password) {
        @Override
        public String toString() {
            return "Definition[" + owner + ", " + username + "]";
        }
    }

    private final Databases databases;
    private final Access access;
    private final RecordsResource records;

    DatabasesResource(Databases databases, Access access) {
        this.databases = databases;
        this.access = access;
        this.records = new RecordsResource(databases, access);
    }

    @Override
    public Response handle(Request request, List<String> rest) throws IOException, Refusal {
        if (rest.size() >= 2 && rest.get(1).equals("records")) {
            return records.handle(request, rest);
        }
        access.requireAdmin(request);
        if (rest.isEmpty() || rest.size() > 2) {
            throw Refusal.notFound("This address");
        }
        var name = Names.check("The name of a database", rest.getFirst());
        if (rest.size() == 1) {
            return database(request, name);
        }
        return switch (rest.get(1)) {
            case "export" -> exportAll(request, name);
            case "import" -> importAll(request, name);
            default -> throw Refusal.notFound("This address");
        };
    }

    private Response database(Request request, String name) throws IOException, Refusal {
        return switch (request.method()) {
            case "GET" -> Response.json(200, description(owned(request, name)));
            case "PUT" -> put(request, name);
            case "DELETE" -> {
                var owner = request.parameter("owner")
                        .orElseThrow(() -> new Refusal(400, "Say ?owner=, whose database is to be deleted."));
                databases.delete(name, owner);
                yield Response.empty(204);
            }
            default -> throw Refusal.method("GET, PUT, DELETE");
        };
    }

    private Response put(Request request, String name) throws IOException, Refusal {
        var definition = Json.read(request.body(), Definition.class);
        var owner = required("owner", definition.owner());
        var username = Names.checkUsername(required("username", definition.username()));
        var password = required("password", definition.password());
        if (access.isAdminName(username)) {
            throw new Refusal(409, "The user '" + username + "' is the admin.");
        }
        boolean adopt = request.parameter("adopt").filter("true"::equals).isPresent();
        boolean created = databases.put(name, owner, Account.of(username, password), adopt);
        return Response.json(created ? 201 : 200, description(databases.get(name)));
    }

    private Response exportAll(Request request, String name) throws IOException, Refusal {
        if (!request.method().equals("GET")) {
            throw Refusal.method("GET");
        }
        var database = owned(request, name);
        return Response.stream(
                ExportFormat.MEDIA_TYPE, ExportFormat.write(database.records().snapshot()));
    }

    private Response importAll(Request request, String name) throws IOException, Refusal {
        if (!request.method().equals("POST")) {
            throw Refusal.method("POST");
        }
        var database = owned(request, name);
        return Response.json(200, Map.of("records", database.records().importAll(request.stream())));
    }

    /** The database, which must belong to the {@code owner} that the request names, if it names one. */
    private Database owned(Request request, String name) throws Refusal {
        var database = databases.get(name);
        var owner = request.parameter("owner");
        if (owner.isPresent()) {
            Databases.requireOwner(database, owner.get());
        }
        return database;
    }

    private static Map<String, Object> description(Database database) {
        var description = new LinkedHashMap<String, Object>();
        description.put("name", database.name());
        description.put("owner", database.owner());
        description.put("username", database.account().username());
        description.put("records", database.records().size());
        return description;
    }

    private static String required(String field, @Nullable String value) throws Refusal {
        if (value == null || value.isEmpty()) {
            throw new Refusal(400, "The field '" + field + "' is missing.");
        }
        return value;
    }
}
