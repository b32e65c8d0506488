package com.isotoma.dboperator.demo.service.databases;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.isotoma.dboperator.demo.service.http.Json;
import com.isotoma.dboperator.demo.service.http.Refusal;
import com.isotoma.dboperator.demo.service.storage.ExportFormat;
import com.isotoma.dboperator.demo.service.storage.RecordId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * The records of one database, in the order in which they first came. Safe for use by many threads. A change is on the
 * disk before anybody sees it; when the disk fails, an {@link IOException} tells, and nothing has changed. Only where
 * records stand is held in memory.
 */
final class Records {
    /** How much of the file may be outdated beyond half of it before it is written anew. */
    private static final long SLACK = 1024 * 1024;

    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    private RecordLog log;
    private Map<String, RecordLog.Extent> index;
    private long live;
    private boolean retired;

    private Records(RecordLog log, Map<String, RecordLog.Extent> index) {
        this.log = log;
        this.index = index;
        this.live = bytes(index);
    }

    static Records open(Path directory) throws IOException {
        var index = new LinkedHashMap<String, RecordLog.Extent>();
        var log = RecordLog.open(file(directory), index);
        return new Records(log, index);
    }

    /** Where the records of the database in this directory are. */
    static Path file(Path directory) {
        return directory.resolve("records.log");
    }

    int size() {
        lock.readLock().lock();
        try {
            return index.size();
        } finally {
            lock.readLock().unlock();
        }
    }

    /** The JSON of a record. */
    Optional<byte[]> get(String id) throws IOException, Refusal {
        lock.readLock().lock();
        try {
            refuseIfRetired();
            var extent = index.get(id);
            if (extent == null) {
                return Optional.empty();
            }
            try (var reader = log.reader()) {
                return Optional.of(RecordLog.read(reader, extent));
            }
        } finally {
            lock.readLock().unlock();
        }
    }

    /** Stores a record under its id; true when the id is new. */
    boolean put(ObjectNode record) throws IOException, Refusal {
        var id = RecordId.of(record);
        var json = Json.bytes(record);
        lock.writeLock().lock();
        try {
            refuseIfRetired();
            tidy();
            var before = index.put(id, log.store(json));
            live += json.length - (before == null ? 0 : before.length());
            return before == null;
        } finally {
            lock.writeLock().unlock();
        }
    }

    /** Deletes a record; false when there is none. */
    boolean delete(String id) throws IOException, Refusal {
        lock.writeLock().lock();
        try {
            refuseIfRetired();
            if (!index.containsKey(id)) {
                return false;
            }
            tidy();
            log.delete(id);
            live -= index.remove(id).length();
            return true;
        } finally {
            lock.writeLock().unlock();
        }
    }

    /** All records as they are now, whatever is changed later. To be closed. */
    Snapshot snapshot() throws IOException, Refusal {
        lock.readLock().lock();
        try {
            refuseIfRetired();
            return new Snapshot(log.reader(), List.copyOf(index.values()));
        } finally {
            lock.readLock().unlock();
        }
    }

    /**
     * Takes in an export, all or nothing. Refuses when there are records already, except that the same export twice is
     * taken as done: the client may not have heard of the first.
     */
    int importAll(InputStream export) throws IOException, Refusal {
        try (var draft = newDraft()) {
            ExportFormat.read(export, draft::add);
            draft.finish();
            lock.writeLock().lock();
            try {
                refuseIfRetired();
                if (!index.isEmpty() && !log.holds(draft)) {
                    throw new Refusal(409, "The database holds records; only an empty one takes an import.");
                }
                adopt(draft);
                return index.size();
            } finally {
                lock.writeLock().unlock();
            }
        }
    }

    /** From now on every call is refused with 404. */
    void retire() {
        lock.writeLock().lock();
        try {
            retired = true;
        } finally {
            lock.writeLock().unlock();
        }
    }

    /** A change of files, which has not happened when it throws. */
    @FunctionalInterface
    interface Move {
        void run() throws IOException;
    }

    /**
     * From now on this holds what the other one held, which is retired. Not for two threads at once.
     *
     * @param move puts the other one's file in the place of this one's, while nobody uses either
     */
    void takeOver(Records other, Move move) throws IOException {
        lock.writeLock().lock();
        other.lock.writeLock().lock();
        try {
            move.run();
            log = log.continuedBy(other.log);
            index = other.index;
            live = other.live;
            other.retired = true;
        } finally {
            other.lock.writeLock().unlock();
            lock.writeLock().unlock();
        }
    }

    private Draft newDraft() throws IOException, Refusal {
        lock.readLock().lock();
        try {
            refuseIfRetired();
            return log.draft();
        } finally {
            lock.readLock().unlock();
        }
    }

    private void tidy() throws IOException {
        if (log.end() <= 2 * live + SLACK) {
            return;
        }
        try (var reader = log.reader();
                var draft = log.draft()) {
            for (var entry : index.entrySet()) {
                draft.add(entry.getKey(), RecordLog.read(reader, entry.getValue()));
            }
            adopt(draft);
        }
    }

    private void adopt(Draft draft) throws IOException {
        log = log.replaceBy(draft);
        index = draft.index();
        live = bytes(index);
    }

    private void refuseIfRetired() throws Refusal {
        if (retired) {
            throw Refusal.notFound("The database");
        }
    }

    private static long bytes(Map<String, RecordLog.Extent> index) {
        return index.values().stream().mapToLong(RecordLog.Extent::length).sum();
    }
}
