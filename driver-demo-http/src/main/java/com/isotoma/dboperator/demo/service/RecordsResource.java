package com.isotoma.dboperator.demo.service;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.UUID;

/** {@code /databases/{name}/records}: for the database's user and the admin. */
final class RecordsResource implements Resource {
    private final Databases databases;
    private final Access access;

    RecordsResource(Databases databases, Access access) {
        this.databases = databases;
        this.access = access;
    }

    /** @param rest the database's name, {@code records}, and the id of a record or nothing */
    @Override
    public Response handle(Request request, List<String> rest) throws IOException, Refusal {
        var name = rest.getFirst();
        access.requireAdminOrUserOf(name, request);
        var records = databases.get(name).records();
        return switch (rest.size()) {
            case 2 -> all(request, records);
            case 3 -> one(request, records, Names.check("The id of a record", rest.get(2)));
            default -> throw Refusal.notFound("This address");
        };
    }

    private static Response all(Request request, Records records) throws IOException, Refusal {
        return switch (request.method()) {
            case "GET" -> Response.stream("application/json", array(records.snapshot()));
            case "POST" -> {
                var record = Json.object(request.body());
                if (record.has(RecordId.FIELD)) {
                    throw new Refusal(400, "The server gives the id; to choose one, PUT the record to its address.");
                }
                record.put(RecordId.FIELD, UUID.randomUUID().toString());
                records.put(record);
                yield Response.json(201, record);
            }
            default -> throw Refusal.method("GET, POST");
        };
    }

    private static Response one(Request request, Records records, String id) throws IOException, Refusal {
        return switch (request.method()) {
            case "GET" -> Response.jsonBytes(200, records.get(id).orElseThrow(RecordsResource::missing));
            case "PUT" -> {
                var record = Json.object(request.body());
                if (!record.has(RecordId.FIELD)) {
                    record.put(RecordId.FIELD, id);
                } else if (!RecordId.of(record).equals(id)) {
                    throw new Refusal(400, "The id in the body is not the one in the address.");
                }
                yield Response.json(records.put(record) ? 201 : 200, record);
            }
            case "DELETE" -> {
                if (!records.delete(id)) {
                    throw missing();
                }
                yield Response.empty(204);
            }
            default -> throw Refusal.method("GET, PUT, DELETE");
        };
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
