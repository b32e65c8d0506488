package com.isotoma.dboperator.demo.service;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * The persons, in one file. Safe for use by many threads. A change is on the disk before anybody sees it; when the disk
 * fails, an {@link IOException} tells, and nothing has changed.
 */
final class Persons {
    private static final String SAMPLES = "sample-persons.json";

    private final Path file;
    private final ReentrantLock writing = new ReentrantLock();
    private volatile Map<String, Person> byId;

    private Persons(Path file, Map<String, Person> byId) {
        this.file = file;
        this.byId = byId;
    }

    /** Opens the persons of a data directory; a new one begins with four samples. */
    static Persons open(Path directory) throws IOException {
        var file = directory.resolve("data.json");
        if (!Files.exists(file)) {
            try (var samples = Objects.requireNonNull(Persons.class.getResourceAsStream(SAMPLES), SAMPLES)) {
                DurableFiles.replace(file, samples.readAllBytes());
            }
        }
        var persons = new LinkedHashMap<String, Person>();
        for (var person : Json.MAPPER.readValue(Files.readAllBytes(file), Person[].class)) {
            var id = Objects.requireNonNullElseGet(person.id(), Persons::newId);
            persons.put(id, person.withId(id));
        }
        return new Persons(file, persons);
    }

    Collection<Person> all() {
        return List.copyOf(byId.values());
    }

    Optional<Person> get(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** Adds a person under a new id; empty, and nothing done, when the person given has the id of one that is here. */
    Optional<Person> add(Person person) throws IOException {
        writing.lock();
        try {
            if (person.id() != null && byId.containsKey(person.id())) {
                return Optional.empty();
            }
            var added = person.withId(newId());
            change(next -> next.put(Objects.requireNonNull(added.id()), added));
            return Optional.of(added);
        } finally {
            writing.unlock();
        }
    }

    /** Changes the one person with this id; empty, and nothing done, when there is none. */
    Optional<Person> replace(Person person) throws IOException {
        writing.lock();
        try {
            var id = person.id();
            if (id == null || !byId.containsKey(id)) {
                return Optional.empty();
            }
            change(next -> next.put(id, person));
            return Optional.of(person);
        } finally {
            writing.unlock();
        }
    }

    /** Removes the person with this id, if there is one. */
    void remove(String id) throws IOException {
        writing.lock();
        try {
            if (byId.containsKey(id)) {
                change(next -> next.remove(id));
            }
        } finally {
            writing.unlock();
        }
    }

    /** From now on these are the persons, and no others. */
    void replaceAll(Map<String, Person> persons) throws IOException {
        writing.lock();
        try {
            change(next -> {
                next.clear();
                next.putAll(persons);
            });
        } finally {
            writing.unlock();
        }
    }

    private void change(Consumer<Map<String, Person>> edit) throws IOException {
        var next = new LinkedHashMap<>(byId);
        edit.accept(next);
        DurableFiles.replace(file, Json.bytes(next.values()));
        byId = next;
    }

    private static String newId() {
        return UUID.randomUUID().toString();
    }
}
