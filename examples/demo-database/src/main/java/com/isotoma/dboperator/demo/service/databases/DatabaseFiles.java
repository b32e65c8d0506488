package com.isotoma.dboperator.demo.service.databases;

import com.isotoma.dboperator.demo.service.http.Json;
import com.isotoma.dboperator.demo.service.storage.DurableFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Where databases lie on the disk: each in a directory named by the hash of its name, which is safe whatever the name. A
 * database exists exactly when its description does; that is written last and deleted first.
 */
final class DatabaseFiles {
    private static final String DESCRIPTION = "database.json";

    /** In a database's directory, the whole directory of one that takes its place. */
    private static final String INCOMING = "incoming";

    private final Path root;

    private DatabaseFiles(Path root) {
        this.root = root;
    }

    static DatabaseFiles open(Path data) throws IOException {
        return new DatabaseFiles(Files.createDirectories(data.resolve("databases")));
    }

    /** All databases; what an earlier run left half made or half deleted is cleared away. */
    List<Database> load() throws IOException {
        var databases = new ArrayList<Database>();
        try (var directories = Files.newDirectoryStream(root)) {
            for (var directory : directories) {
                var description = directory.resolve(DESCRIPTION);
                if (!Files.exists(description)) {
                    DurableFiles.deleteTree(directory);
                    continue;
                }
                finishReplacement(directory);
                DurableFiles.clearUnfinished(directory);
                var stored = Json.MAPPER.readValue(Files.readAllBytes(description), Database.Stored.class);
                databases.add(Database.of(stored, Records.open(directory)));
            }
        }
        return databases;
    }

    /** Makes room for the records of a new database. */
    Records create(String name) throws IOException {
        var directory = directory(name);
        if (Files.exists(directory)) {
            DurableFiles.deleteTree(directory); // a failed creation or deletion's
        }
        Files.createDirectory(directory);
        DurableFiles.syncDirectory(root);
        return Records.open(directory);
    }

    /** Writes the description: from now on the database exists. */
    void describe(Database database) throws IOException {
        DurableFiles.replace(directory(database.name()).resolve(DESCRIPTION), Json.bytes(database.stored()));
    }

    /** From now on the database does not exist, whatever becomes of its other files. */
    void delete(String name) throws IOException {
        var directory = directory(name);
        Files.deleteIfExists(directory.resolve(DESCRIPTION));
        DurableFiles.syncDirectory(directory);
    }

    /** Deletes what is left of a deleted database. */
    void clear(String name) throws IOException {
        DurableFiles.deleteTree(directory(name));
    }

    /**
     * Puts the records of a database in the place of another's; the former does not exist any more. It is decided when the
     * one directory has moved into the other: from then on a crash delays the rest until the next start. When this
     * throws, nothing has changed.
     */
    void replace(String name, String with) throws IOException {
        var directory = directory(name);
        var incoming = directory.resolve(INCOMING);
        if (Files.exists(Records.file(incoming))) {
            throw new IOException(incoming + " could not be taken back after a failure; a restart puts it in place");
        }
        finishReplacement(directory); // of which the clearing may have failed
        Files.move(directory(with), incoming, StandardCopyOption.ATOMIC_MOVE);
        try {
            DurableFiles.syncDirectory(directory);
            DurableFiles.syncDirectory(root);
            moveRecords(directory);
        } catch (IOException e) {
            takeBack(incoming, directory(with), e);
            throw e;
        }
    }

    /** Deletes what is left of a database that has taken another one's place. */
    void clearReplacement(String name) throws IOException {
        finishReplacement(directory(name));
    }

    private static void finishReplacement(Path directory) throws IOException {
        var incoming = directory.resolve(INCOMING);
        if (Files.exists(incoming)) {
            if (Files.exists(Records.file(incoming))) {
                moveRecords(directory);
            }
            DurableFiles.syncDirectory(directory);
            DurableFiles.deleteTree(incoming);
        }
    }

    private static void moveRecords(Path directory) throws IOException {
        Files.move(
                Records.file(directory.resolve(INCOMING)),
                Records.file(directory),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    private static void takeBack(Path incoming, Path directory, IOException reason) {
        try {
            Files.move(incoming, directory, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            reason.addSuppressed(e);
        }
    }

    private Path directory(String name) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
            return root.resolve(HexFormat.of().formatHex(digest));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
