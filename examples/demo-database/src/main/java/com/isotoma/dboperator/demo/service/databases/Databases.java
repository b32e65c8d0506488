package com.isotoma.dboperator.demo.service.databases;

import com.isotoma.dboperator.demo.service.http.Refusal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The catalogue: which databases there are, whose they are, and who may use them. Safe for use by many threads. */
public final class Databases {
    private static final Logger LOG = LoggerFactory.getLogger(Databases.class);

    private final DatabaseFiles files;
    private final ReentrantLock changing = new ReentrantLock();
    private final Map<String, Database> byName = new ConcurrentHashMap<>();
    private final Map<String, Database> byUsername = new ConcurrentHashMap<>();

    private Databases(DatabaseFiles files) {
        this.files = files;
    }

    public static Databases open(Path data) throws IOException {
        var databases = new Databases(DatabaseFiles.open(data));
        databases.files.load().forEach(databases::enter);
        return databases;
    }

    Optional<Database> byName(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    Optional<Database> byUsername(String username) {
        return Optional.ofNullable(byUsername.get(username));
    }

    /** The database of that name, or a refusal with 404. */
    Database get(String name) throws Refusal {
        return byName(name).orElseThrow(() -> Refusal.notFound("The database"));
    }

    /**
     * Makes a database, or gives the one that is there this user and password.
     *
     * @param adopt the other owner whose database may be taken; empty for none
     * @return whether it is new
     * @throws Refusal with 409 when it has another owner, or when another database has that user
     */
    boolean put(String name, String owner, Account account, Optional<String> adopt) throws IOException, Refusal {
        changing.lock();
        try {
            var before = byName.get(name);
            if (before != null && !adopt.equals(Optional.of(before.owner()))) {
                requireOwner(before, owner);
            }
            var sameUser = byUsername.get(account.username());
            if (sameUser != null && !sameUser.name().equals(name)) {
                throw new Refusal(409, "The user '" + account.username() + "' belongs to another database.");
            }
            var records = before == null ? files.create(name) : before.records();
            var after = new Database(name, owner, account, records);
            files.describe(after);
            if (before != null) {
                byUsername.remove(before.account().username());
            }
            enter(after);
            return before == null;
        } finally {
            changing.unlock();
        }
    }

    /** Deletes a database with its records and its user; 409 when it has another owner, 404 when it is not there. */
    void delete(String name, String owner) throws IOException, Refusal {
        changing.lock();
        try {
            var database = get(name);
            requireOwner(database, owner);
            files.delete(name);
            byName.remove(name);
            byUsername.remove(database.account().username());
            database.records().retire();
            clear(() -> files.clear(name));
        } finally {
            changing.unlock();
        }
    }

    /**
     * Puts the records of the database {@code with} in the place of those of {@code name}, whose user stays; the former
     * and its user are gone. A {@code with} that is not there is taken as done: who asks may not have heard of it.
     *
     * @throws Refusal with 409 when one of them has another owner, with 404 when {@code name} is not there
     */
    void replace(String name, String with, String owner) throws IOException, Refusal {
        changing.lock();
        try {
            var database = get(name);
            requireOwner(database, owner);
            var replacement = byName.get(with);
            if (replacement == null) {
                return;
            }
            requireOwner(replacement, owner);
            database.records().takeOver(replacement.records(), () -> files.replace(name, with));
            byName.remove(with);
            byUsername.remove(replacement.account().username());
            clear(() -> files.clearReplacement(name));
        } finally {
            changing.unlock();
        }
    }

    static void requireOwner(Database database, String owner) throws Refusal {
        if (!database.owner().equals(owner)) {
            throw new Refusal(409, "The database belongs to '" + database.owner() + "'.");
        }
    }

    private static void clear(Records.Move clearing) {
        try {
            clearing.run();
        } catch (IOException e) {
            LOG.warn("files of a deleted database are left for the next start to clear: {}", e.toString());
        }
    }

    private void enter(Database database) {
        byName.put(database.name(), database);
        byUsername.put(database.account().username(), database);
    }
}
