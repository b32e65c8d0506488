package com.isotoma.dboperator.demo.service.databases;

import com.isotoma.dboperator.demo.service.http.Json;
import com.isotoma.dboperator.demo.service.storage.DurableFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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

    private Path directory(String name) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
            return root.resolve(HexFormat.of().formatHex(digest));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
