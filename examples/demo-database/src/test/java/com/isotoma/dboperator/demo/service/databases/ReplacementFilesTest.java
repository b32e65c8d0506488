package com.isotoma.dboperator.demo.service.databases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.isotoma.dboperator.demo.service.http.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A replacement that a crash, or a disk, breaks off between its steps. */
class ReplacementFilesTest {
    private final Path data;
    private Databases databases;

    ReplacementFilesTest(@TempDir Path data) {
        this.data = data;
    }

    @BeforeEach
    void makeTwo() throws Exception {
        databases = Databases.open(data);
        make("orders", "old");
        make("incoming", "new");
    }

    private void make(String name, String id) throws Exception {
        databases.put(name, "me", Account.of("user of " + name, "secret"), Optional.empty());
        store(name, id);
    }

    private void store(String name, String id) throws Exception {
        databases.get(name).records().put(Json.object(("{\"id\":\"" + id + "\"}").getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void itStaysOverARestart() throws Exception {
        databases.replace("orders", "incoming", "me");
        store("orders", "later");

        restart();

        assertReplaced("new", "later");
    }

    @Test
    void afterTheDirectoryHasMovedTheNextStartDoesTheRest() throws Exception {
        Files.move(directory("incoming"), directory("orders").resolve("incoming"));

        restart();

        assertReplaced("new");
    }

    @Test
    void afterTheRecordsHaveMovedTheNextStartClearsUp() throws Exception {
        var incoming = directory("orders").resolve("incoming");
        Files.move(directory("incoming"), incoming);
        Files.delete(Records.file(directory("orders")));
        Files.move(Records.file(incoming), Records.file(directory("orders")));

        restart();

        assertReplaced("new");
        assertThat(incoming).doesNotExist();
    }

    @Test
    void aMoveThatFailsChangesNothing() throws Exception {
        // A directory that is not empty cannot be replaced by a file.
        Files.delete(Records.file(directory("orders")));
        Files.createDirectories(Records.file(directory("orders")).resolve("in the way"));

        assertThatThrownBy(() -> databases.replace("orders", "incoming", "me")).isInstanceOf(IOException.class);

        assertThat(ids("incoming")).containsExactly("new");
        assertThat(directory("incoming")).exists();
        assertThat(directory("orders").resolve("incoming")).doesNotExist();
    }

    private void restart() throws IOException {
        databases = Databases.open(data);
    }

    private void assertReplaced(String... ids) throws Exception {
        assertThat(ids("orders")).containsExactly(ids);
        assertThat(databases.byName("incoming")).isEmpty();
        assertThat(databases.byUsername("user of incoming")).isEmpty();
    }

    private List<String> ids(String name) throws Exception {
        var ids = new ArrayList<String>();
        try (var snapshot = databases.get(name).records().snapshot()) {
            snapshot.forEach(
                    json -> ids.add(Json.MAPPER.readTree(json).path("id").asText()));
        }
        return ids;
    }

    /** The directory whose description names this database. */
    private Path directory(String name) throws IOException {
        try (var directories = Files.list(data.resolve("databases"))) {
            return directories
                    .filter(directory -> describes(directory, name))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static boolean describes(Path directory, String name) {
        try {
            return Files.readString(directory.resolve("database.json")).contains("\"name\":\"" + name + "\"");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
