package com.isotoma.dboperator.demo.service.persons;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import org.jspecify.annotations.Nullable;

/** A person, as the open API shows it; the server gives the id. */
@JsonPropertyOrder({"firstName", "lastName", "id"})
public record Person(
        @Nullable String firstName,
        @Nullable String lastName,
        @Nullable String id) {
    Person withId(String id) {
        return new Person(firstName, lastName, id);
    }
}
