package com.isotoma.dboperator.demo.service.databases;

import com.isotoma.dboperator.demo.service.http.Json;
import com.isotoma.dboperator.demo.service.http.Refusal;
import com.isotoma.dboperator.demo.service.http.Request;
import com.isotoma.dboperator.demo.service.http.Response;
import com.isotoma.dboperator.demo.service.http.Route;
import com.isotoma.dboperator.demo.service.storage.Names;
import com.isotoma.dboperator.demo.service.storage.RecordId;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.UUID;

/** {@code /databases/{name}/records}: for the database's user and the admin. */
final class RecordsResource {
    private static final String ALL = DatabasesResource.DATABASE + "/records";
    private static final String ONE = ALL + "/{id}";

    private final Databases databases;
    private final Access access;

    RecordsResource(Databases databases, Access access) {
        this.databases = databases;
        this.access = access;
    }

    List<Route> routes() {
        return List.of(
                route("GET", ALL, (request, records) -> Response.stream("application/json", array(records.snapshot()))),
                route("POST", ALL, RecordsResource::add),
                route("GET", ONE, RecordsResource::get),
                route("PUT", ONE, RecordsResource::put),
                route("DELETE", ONE, RecordsResource::delete));
    }

    /** What is asked of the records of a database. */
    private interface OnRecords {
        Response handle(Request request, Records records) throws IOException, Refusal;
    }

    private Route route(String method, String path, OnRecords handler) {
        return Route.leader(method, path, request -> {
            var name = request.segment("database");
            access.requireAdminOrUserOf(name, request);
            return handler.handle(request, databases.get(name).records());
        });
    }

    private static Response add(Request request, Records records) throws IOException, Refusal {
        var record = Json.object(request.body());
        if (record.has(RecordId.FIELD)) {
            throw new Refusal(400, "The server gives the id; to choose one, PUT the record to its address.");
        }
        record.put(RecordId.FIELD, UUID.randomUUID().toString());
        records.put(record);
        return Response.json(201, record);
    }

    private static Response get(Request request, Records records) throws IOException, Refusal {
        return Response.jsonBytes(200, records.get(id(request)).orElseThrow(RecordsResource::missing));
    }

    private static Response put(Request request, Records records) throws IOException, Refusal {
        var id = id(request);
        var record = Json.object(request.body());
        if (!record.has(RecordId.FIELD)) {
            record.put(RecordId.FIELD, id);
        } else if (!RecordId.of(record).equals(id)) {
            throw new Refusal(400, "The id in the body is not the one in the address.");
        }
        return Response.json(records.put(record) ? 201 : 200, record);
    }

    private static Response delete(Request request, Records records) throws IOException, Refusal {
        if (!records.delete(id(request))) {
            throw missing();
        }
        return Response.empty(204);
    }

    private static String id(Request request) throws Refusal {
        return Names.check("The id of a record", request.segment("id"));
    }

    private static Refusal missing() {
        return Refusal.notFound("The record");
    }

    private static Response.Source array(Snapshot snapshot) {
        return new Response.Source() {
            @Override
            public void writeTo(OutputStream out) throws IOException {
                out.write('[');
                var first = new boolean[] {true};
                snapshot.forEach(json -> {
                    if (!first[0]) {
                        out.write(',');
                    }
                    first[0] = false;
                    out.write(json);
                });
                out.write(']');
            }

            @Override
            public void close() throws IOException {
                snapshot.close();
            }
        };
    }
}
