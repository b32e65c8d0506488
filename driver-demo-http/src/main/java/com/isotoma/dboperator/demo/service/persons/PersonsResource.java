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
 * {@code /persons}, also {@code /api/persons}: open to all. What does not exist is answered as ever: 204 to a GET, an empty
 * 200 to a change. Below it all persons at once: {@code export} gives them out, {@code import} puts those of an export in
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
                Route.any("GET", base + "/{id}", this::get));
    }

    private Response get(Request request) throws Refusal {
        return persons.get(request.segment("id"))
                .map(person -> Response.json(200, person))
                .orElse(Response.empty(204));
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
