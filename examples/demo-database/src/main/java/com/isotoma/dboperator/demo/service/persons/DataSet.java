package com.isotoma.dboperator.demo.service.persons;

import java.io.IOException;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The persons at one moment. Never changes.
 *
 * @param position which data these are
 * @param byId the persons, in the order in which they came
 */
public record DataSet(Position position, Map<String, Person> byId) {
    /** How it stands in the file, and in what the leader tells. */
    record Stored(
            @Nullable String epoch, long sequence, @Nullable List<Person> persons) {}

    public DataSet {
        byId = Collections.unmodifiableMap(new LinkedHashMap<>(byId));
    }

    /** New data, under an epoch of their own. That they came into being is their first change. */
    static DataSet begin(Collection<Person> persons) {
        return new DataSet(new Position(UUID.randomUUID().toString(), 1), byId(persons));
    }

    /** The data after further changes, which must be the next ones, without a gap. */
    DataSet with(List<Change> changes) {
        var persons = new LinkedHashMap<>(byId);
        long sequence = position.sequence();
        for (var change : changes) {
            sequence++;
            if (change.sequence() != sequence) {
                throw new IllegalArgumentException(
                        "change " + sequence + " is missing: instead there is " + change.sequence());
            }
            change.applyTo(persons);
        }
        return new DataSet(new Position(position.epoch(), sequence), persons);
    }

    /** The data after a change that leaves nothing as it was. */
    DataSet replacedBy(Map<String, Person> persons) {
        return new DataSet(new Position(position.epoch(), nextSequence()), persons);
    }

    long nextSequence() {
        return position.sequence() + 1;
    }

    Stored stored() {
        return new Stored(position.epoch(), position.sequence(), List.copyOf(byId.values()));
    }

    static DataSet of(@Nullable Stored stored) throws IOException {
        if (stored == null || stored.epoch() == null || stored.epoch().isEmpty() || stored.persons() == null) {
            throw new IOException("the epoch or the persons are missing");
        }
        return new DataSet(new Position(stored.epoch(), stored.sequence()), byId(stored.persons()));
    }

    static String newId() {
        return UUID.randomUUID().toString();
    }

    private static Map<String, Person> byId(Collection<Person> persons) {
        var byId = new LinkedHashMap<String, Person>();
        for (var person : persons) {
            var id = Objects.requireNonNullElseGet(person.id(), DataSet::newId);
            byId.put(id, person.withId(id));
        }
        return byId;
    }
}
