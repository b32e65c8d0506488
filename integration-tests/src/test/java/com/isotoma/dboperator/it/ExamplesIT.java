package com.isotoma.dboperator.it;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The files of {@code examples/}, which documents show as well. */
class ExamplesIT {
    private static final Set<String> KINDS = Set.of(
            "Backup",
            "BackupSchedule",
            "Database",
            "DatabaseServer",
            "DatabaseUser",
            "Driver",
            "Restore",
            "StorageLocation");

    private final TestNamespace namespace = TestNamespace.create();

    @AfterEach
    void close() {
        namespace.close();
    }

    @Test
    void eachIsTakenByTheApiServerAndTogetherTheyHaveEachKind() throws IOException {
        var kinds = files().stream().map(file -> dryRun(file).getKind()).collect(toSet());

        assertThat(kinds).isEqualTo(KINDS);
    }

    @Test
    void theReadmeShowsThemToTheLetter() throws IOException {
        var readme = Document.of("README.md").fragments("yaml");
        for (var name : List.of("database.yaml", "backup.yaml", "restore.yaml", "schedule.yaml")) {
            assertThat(readme).contains(Files.readString(folder().resolve(name)));
        }
    }

    private HasMetadata dryRun(Path file) {
        try {
            return namespace
                    .client
                    .resource(Files.readString(file))
                    .inNamespace(namespace.name)
                    .dryRun(true)
                    .create();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> files() throws IOException {
        try (var files = Files.list(folder())) {
            return files.filter(f -> f.toString().endsWith(".yaml")).toList();
        }
    }

    private static Path folder() {
        return Workspace.root().resolve("examples");
    }
}
