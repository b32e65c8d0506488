package com.isotoma.dboperator.demo.service.databases;

import com.isotoma.dboperator.demo.service.http.Json;
import com.isotoma.dboperator.demo.service.http.Refusal;
import com.isotoma.dboperator.demo.service.http.Request;
import com.isotoma.dboperator.demo.service.http.Response;
import com.isotoma.dboperator.demo.service.http.Route;
import com.isotoma.dboperator.demo.service.storage.ExportFormat;
import com.isotoma.dboperator.demo.service.storage.Names;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code /databases/{name}}, and below it {@code export}, {@code import} and {@code replace}: the admin's; and the records. */
public final class DatabasesResource {
    /** The address of a database. */
    static final String DATABASE = "/databases/{database}";

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

    public DatabasesResource(Databases databases, Access access) {
        this.databases = databases;
        this.access = access;
        this.records = new RecordsResource(databases, access);
    }

    /** Everything about databases; only the leader has any. */
    public List<Route> routes() {
        var own = Stream.of(
                route("GET", DATABASE, (request, name) -> Response.json(200, description(owned(request, name)))),
                route("PUT", DATABASE, this::put),
                route("DELETE", DATABASE, this::delete),
                route("GET", DATABASE + "/export", this::exportAll),
                route("POST", DATABASE + "/import", this::importAll),
                route("POST", DATABASE + "/replace", this::replace),
                Route.leader("GET", "/users/{user}", this::user));
        return Stream.concat(own, records.routes().stream()).toList();
    }

    /** What the admin asks of a database. */
    private interface OnDatabase {
        Response handle(Request request, String name) throws IOException, Refusal;
    }

    private Route route(String method, String path, OnDatabase handler) {
        return Route.leader(method, path, request -> {
            access.requireAdmin(request);
            return handler.handle(request, Names.check("The name of a database", request.segment("database")));
        });
    }

    private Response user(Request request) throws Refusal {
        access.requireAdmin(request);
        var database = databases.byUsername(request.segment("user")).orElseThrow(() -> Refusal.notFound("The user"));
        return Response.json(200, description(database));
    }

    private Response delete(Request request, String name) throws IOException, Refusal {
        databases.delete(name, parameter(request, "owner", "whose database is to be deleted"));
        return Response.empty(204);
    }

    private Response replace(Request request, String name) throws IOException, Refusal {
        var owner = parameter(request, "owner", "whose the databases are");
        var with = Names.check(
                "The name of a database", parameter(request, "with", "which database takes the place of this one"));
        if (with.equals(name)) {
            throw new Refusal(400, "A database cannot take its own place: say another one in ?with=.");
        }
        databases.replace(name, with, owner);
        return Response.empty(204);
    }

    private static String parameter(Request request, String name, String meaning) throws Refusal {
        return request.parameter(name).orElseThrow(() -> new Refusal(400, "Say ?" + name + "=, " + meaning + "."));
    }

    private Response put(Request request, String name) throws IOException, Refusal {
        var definition = Json.read(request.body(), Definition.class);
        var owner = required("owner", definition.owner());
        var username = Names.checkUsername(required("username", definition.username()));
        var password = required("password", definition.password());
        if (access.isAdminName(username)) {
            throw new Refusal(409, "The user '" + username + "' is the admin.");
        }
        boolean created = databases.put(name, owner, Account.of(username, password), request.parameter("adopt"));
        return Response.json(created ? 201 : 200, description(databases.get(name)));
    }

    private Response exportAll(Request request, String name) throws IOException, Refusal {
        var database = owned(request, name);
        return Response.stream(
                ExportFormat.MEDIA_TYPE, ExportFormat.write(database.records().snapshot()));
    }

    private Response importAll(Request request, String name) throws IOException, Refusal {
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
