package com.isotoma.dboperator.demo.service;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * {@code /persons}: open to all. What does not exist is answered as ever: 204 to a GET, an empty 200 to a change. Below it
 * all persons at once: {@code export} gives them out, {@code import} puts those of an export in their place.
 */
final class PersonsResource implements Resource {
    private final Persons persons;

    PersonsResource(Persons persons) {
        this.persons = persons;
    }

    @Override
    public Response handle(Request request, List<String> rest) throws IOException, Refusal {
        return switch (rest.size()) {
            case 0 -> all(request);
            case 1 ->
                switch (rest.getFirst()) {
                    case "export" -> exportAll(request);
                    case "import" -> importAll(request);
                    default -> one(request, rest.getFirst());
                };
            default -> throw Refusal.notFound("This address");
        };
    }

    private Response all(Request request) throws IOException, Refusal {
        return switch (request.method()) {
            case "GET" -> Response.json(200, persons.all());
            case "POST" -> persons.add(person(request)).map(PersonsResource::ok).orElse(Response.empty(200));
            case "PUT" ->
                persons.replace(person(request)).map(PersonsResource::ok).orElse(Response.empty(200));
            case "DELETE" -> {
                var id = person(request).id();
                if (id != null) {
                    persons.remove(id);
                }
                yield Response.empty(200);
            }
            default -> throw Refusal.method("GET, POST, PUT, DELETE");
        };
    }

    private Response one(Request request, String id) throws Refusal {
        if (!request.method().equals("GET")) {
            throw Refusal.method("GET");
        }
        return persons.get(id).map(PersonsResource::ok).orElse(Response.empty(204));
    }

    private Response exportAll(Request request) throws Refusal {
        if (!request.method().equals("GET")) {
            throw Refusal.method("GET");
        }
        return Response.stream(ExportFormat.MEDIA_TYPE, ExportFormat.write(new PersonsExport(persons.all())));
    }

    private Response importAll(Request request) throws IOException, Refusal {
        if (!request.method().equals("POST")) {
            throw Refusal.method("POST");
        }
        var all = PersonsExport.read(request.stream());
        persons.replaceAll(all);
        return Response.json(200, Map.of("records", all.size()));
    }

    private static Person person(Request request) throws IOException, Refusal {
        return Json.read(request.body(), Person.class);
    }

    private static Response ok(Person person) {
        return Response.json(200, person);
    }
}
