package com.isotoma.dboperator.demo.service.persons;

import com.isotoma.dboperator.demo.service.http.Refusal;
import java.io.IOException;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What can be done with persons. Safe for use by many threads. Changes are for a leader, and kept as {@link DataStore} says. */
final class Persons {
    private final DataStore store;

    Persons(DataStore store) {
        this.store = store;
    }

    /** All persons; refused with 503 by a follower that has none yet, since an empty answer would be a wrong one. */
    Collection<Person> all() throws Refusal {
        return byId().values();
    }

    Optional<Person> get(String id) throws Refusal {
        return Optional.ofNullable(byId().get(id));
    }

    /** Adds a person under a new id; empty, and nothing done, when the person given has the id of one that is here. */
    Optional<Person> add(Person person) throws IOException {
        return store.change(now -> isHere(now, person.id())
                        ? Optional.empty()
                        : Optional.of(Change.put(now.nextSequence(), person.withId(DataSet.newId()))))
                .map(Change::person);
    }

    /** Changes the one person with this id; empty, and nothing done, when there is none. */
    Optional<Person> replace(Person person) throws IOException {
        return store.change(now -> isHere(now, person.id())
                        ? Optional.of(Change.put(now.nextSequence(), person))
                        : Optional.empty())
                .map(Change::person);
    }

    /** Removes the person with this id; false when there is none. */
    boolean remove(String id) throws IOException {
        return store.change(
                        now -> isHere(now, id) ? Optional.of(Change.remove(now.nextSequence(), id)) : Optional.empty())
                .isPresent();
    }

    void replaceAll(Map<String, Person> persons) throws IOException {
        store.replaceAll(persons);
    }

    private Map<String, Person> byId() throws Refusal {
        return store.now()
                .orElseThrow(() -> new Refusal(503, "This member has not had the leader's data yet. Try again."))
                .byId();
    }

    private static boolean isHere(DataSet now, @Nullable String id) {
        return id != null && now.byId().containsKey(id);
    }
}
