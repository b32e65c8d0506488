package com.isotoma.dboperator.demo.service.persons;

import com.fasterxml.jackson.core.JacksonException;
import com.isotoma.dboperator.demo.service.http.Json;
import com.isotoma.dboperator.demo.service.storage.DurableFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The data of this member, in one file and in memory. Safe for use by many threads. A change is on the disk before
 * anybody sees it; when the disk fails, an {@link IOException} tells, and nothing has changed.
 */
public final class DataStore implements AutoCloseable {
    private static final String SAMPLES = "sample-persons.json";

    private final Path file;
    private final History history = new History();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private volatile @Nullable DataSet now;
    private boolean closed;

    private DataStore(Path file, @Nullable DataSet now) {
        this.file = file;
        this.now = now;
        history.restart(now == null ? 0 : now.position().sequence());
    }

    /** The data of a leader; in a new directory it begins with four samples. */
    public static DataStore ofLeader(Path directory) throws IOException {
        var store = ofFollower(directory);
        if (store.now().isPresent()) {
            return store;
        }
        try (var samples = Objects.requireNonNull(DataStore.class.getResourceAsStream(SAMPLES), SAMPLES)) {
            var data = DataSet.begin(List.of(Json.MAPPER.readValue(samples, Person[].class)));
            write(store.file, data);
            return new DataStore(store.file, data);
        }
    }

    /** The data of a follower; in a new directory it has none until it takes over the leader's. */
    public static DataStore ofFollower(Path directory) throws IOException {
        DurableFiles.clearUnfinished(directory);
        var file = directory.resolve("data.json");
        if (!Files.exists(file)) {
            return new DataStore(file, null);
        }
        try {
            var stored = Json.MAPPER.readValue(Files.readAllBytes(file), DataSet.Stored.class);
            return new DataStore(file, DataSet.of(stored));
        } catch (JacksonException e) {
            throw new IOException(file + " is damaged: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new IOException(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** The data; empty on a follower that never had the leader's. */
    public Optional<DataSet> now() {
        return Optional.ofNullable(now);
    }

    public Position position() {
        return now().map(DataSet::position).orElse(Position.NOTHING);
    }

    /** Makes the change that is decided on with the data as they are then, or none. Only for a leader. */
    Optional<Change> change(Function<DataSet, Optional<Change>> decision) throws IOException {
        lock.lock();
        try {
            var change = decision.apply(existing());
            if (change.isPresent()) {
                save(existing().with(List.of(change.get())));
                history.add(change.get());
            }
            return change;
        } finally {
            lock.unlock();
        }
    }

    /** From now on these are the persons, and no others. Only for a leader. */
    void replaceAll(Map<String, Person> persons) throws IOException {
        lock.lock();
        try {
            var next = existing().replacedBy(persons);
            save(next);
            history.restart(next.position().sequence());
        } finally {
            lock.unlock();
        }
    }

    /**
     * What somebody lacks; as long as that is nothing, this waits, but not longer than told. Empty once this is closed.
     * Only for a leader.
     */
    public Optional<Update> since(Position has, Duration wait) throws InterruptedException {
        lock.lock();
        try {
            long left = wait.toNanos();
            while (!closed && left > 0 && existing().position().equals(has)) {
                left = changed.awaitNanos(left);
            }
            return closed ? Optional.empty() : Optional.of(since(existing(), has));
        } finally {
            lock.unlock();
        }
    }

    private Update since(DataSet data, Position has) {
        if (!data.position().epoch().equals(has.epoch())) {
            return new Update.Whole(data);
        }
        return history.after(has.sequence())
                .<Update>map(changes -> new Update.Changes(data.position(), changes))
                .orElseGet(() -> new Update.Whole(data));
    }

    /**
     * Takes over what the leader answered to somebody who had the data up to {@code asked}.
     *
     * @return whether the data reach up to the answer now; if not, they changed since the question, which is to be asked
     *     again
     * @throws IllegalArgumentException when the answer does not fit the question; nothing has changed
     */
    public boolean adopt(Position asked, Update update) throws IOException {
        lock.lock();
        try {
            if (!position().equals(asked)) {
                return position().reaches(update.position());
            }
            switch (update) {
                case Update.Whole(var data) -> save(data);
                case Update.Changes(var position, var changes) -> {
                    var next = existing().with(changes);
                    if (!next.position().equals(position)) {
                        throw new IllegalArgumentException("changes from " + asked + " do not lead to " + position);
                    }
                    if (!changes.isEmpty()) {
                        save(next);
                    }
                }
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Nobody waits for changes any more. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void save(DataSet next) throws IOException {
        write(file, next);
        now = next;
        changed.signalAll();
    }

    private static void write(Path file, DataSet data) throws IOException {
        DurableFiles.replace(file, Json.bytes(data.stored()));
    }

    private DataSet existing() {
        return now().orElseThrow(() -> new IllegalStateException("there are no data yet"));
    }
}
