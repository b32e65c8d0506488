package com.isotoma.dboperator.demo.service.persons;

import com.isotoma.dboperator.demo.service.http.Json;
import com.isotoma.dboperator.demo.service.http.Refusal;
import com.isotoma.dboperator.demo.service.http.Request;
import com.isotoma.dboperator.demo.service.http.Response;
import com.isotoma.dboperator.demo.service.http.Route;
import com.isotoma.dboperator.demo.service.storage.ExportFormat;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * {@code /persons}, also {@code /api/persons}: open to all. What does not exist is answered as ever: 204 to an address with
 * its id, an empty 200 to a change whose body has the id. Below it all persons at once: {@code export} gives them out, {@code import} puts those of an export in
 * their place.
 */
public final class PersonsResource {
    private final Persons persons;

    public PersonsResource(DataStore store) {
        this.persons = new Persons(store);
    }

    /** Everything about persons. */
    public List<Route> routes() {
        return Stream.of("/persons", "/api/persons").flatMap(this::below).toList();
    }

    private Stream<Route> below(String base) {
        return Stream.of(
                Route.any("GET", base, request -> Response.json(200, persons.all())),
                Route.leader("POST", base, request -> answer(persons.add(person(request)))),
                Route.leader("PUT", base, request -> answer(persons.replace(person(request)))),
                Route.leader("DELETE", base, this::delete),
                Route.any("GET", base + "/export", request -> exportAll()),
                Route.leader("POST", base + "/import", this::importAll),
                Route.any("GET", base + "/{id}", this::get),
                Route.leader("PUT", base + "/{id}", this::putOne),
                Route.leader("DELETE", base + "/{id}", this::deleteOne));
    }

    private Response get(Request request) throws Refusal {
        return persons.get(request.segment("id"))
                .map(person -> Response.json(200, person))
                .orElse(Response.empty(204));
    }

    private Response putOne(Request request) throws IOException, Refusal {
        var id = request.segment("id");
        var person = person(request);
        if (person.id() != null && !person.id().equals(id)) {
            throw new Refusal(400, "The body has the id '" + person.id() + "', the address another. Leave one out.");
        }
        return persons.replace(person.withId(id))
                .map(changed -> Response.json(200, changed))
                .orElse(Response.empty(204));
    }

    private Response deleteOne(Request request) throws IOException, Refusal {
        return Response.empty(persons.remove(request.segment("id")) ? 200 : 204);
    }

    private Response delete(Request request) throws IOException, Refusal {
        var id = person(request).id();
        if (id != null) {
            persons.remove(id);
        }
        return Response.empty(200);
    }

    private Response exportAll() throws Refusal {
        return Response.stream(ExportFormat.MEDIA_TYPE, ExportFormat.write(new PersonsExport(persons.all())));
    }

    private Response importAll(Request request) throws IOException, Refusal {
        var all = PersonsExport.read(request.stream());
        persons.replaceAll(all);
        return Response.json(200, Map.of("records", all.size()));
    }

    private static Person person(Request request) throws IOException, Refusal {
        return Json.read(request.body(), Person.class);
    }

    /** The person that a change made, or nothing when it made none. */
    private static Response answer(Optional<Person> changed) {
        return changed.map(person -> Response.json(200, person)).orElse(Response.empty(200));
    }
}
