package com.isotoma.dboperator.demo.service.persons;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A change of one person.
 *
 * @param sequence its number; numbers have no gaps
 * @param person the person as it is from now on, or null
 * @param removed the id of the person that is not there from now on, or null; one of both is given
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Change(
        long sequence, @Nullable Person person, @Nullable String removed) {
    public Change {
        if (removed == null ? person == null || person.id() == null : person != null) {
            throw new IllegalArgumentException("a change names either a person with an id, or the id of one removed");
        }
    }

    static Change put(long sequence, Person person) {
        return new Change(sequence, person, null);
    }

    static Change remove(long sequence, String id) {
        return new Change(sequence, null, id);
    }

    void applyTo(Map<String, Person> byId) {
        if (removed != null) {
            byId.remove(removed);
        } else if (person != null && person.id() != null) {
            byId.put(person.id(), person);
        }
    }
}
