package com.isotoma.dboperator.driver.create;

import static com.isotoma.dboperator.driver.stage.RestoreStage.GO_ON;
import static org.assertj.core.api.Assertions.assertThat;

import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.stage.RestoreStage;
import io.fabric8.kubernetes.api.model.Event;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What the Events of a Database tell of it, for {@code kubectl describe database}. */
@Execution(ExecutionMode.CONCURRENT)
class StoryIT {
    private final RestoreStage stage = new RestoreStage();

    StoryIT() throws Exception {}

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void theEventsOfADatabaseTellItsWholeStoryOnce() throws Exception {
        stage.apply("back", "backup: nightly", "WithoutBackup");
        stage.restore("back");
        stage.run.annotate("db.isotoma.com/refresh", "please");
        stage.run.create(stage.driver);
        stage.run.create(stage.driver);
        stage.run.delete();
        stage.run.drop(stage.driver, GO_ON);

        assertThat(story())
                .map(Event::getReason)
                .containsExactly(
                        "Created", "BackupCompleted", "RestoreCompleted", "Updated", "BackupCompleted", "Dropped");
        assertThat(story())
                .map(Event::getMessage)
                .satisfiesExactly(
                        made -> assertThat(made).startsWith("Database ").contains(" and user ", "the Secret orders"),
                        backup -> assertThat(backup).startsWith("Backup nightly: Stored and checked: s3://"),
                        restore -> assertThat(restore).startsWith("Restore back: Restored from s3://"),
                        refreshed -> assertThat(refreshed).startsWith("Refreshed as asked for: "),
                        last -> assertThat(last)
                                .startsWith("Backup orders-final-")
                                .contains("Stored and checked"),
                        dropped -> assertThat(dropped).contains("dropped"));
    }

    @Test
    void aRestoreThatFailsIsToldOnItsDatabaseToo() throws Exception {
        stage.apply("back", "backup: missing", "WithoutBackup");
        stage.restore("back");

        assertThat(story()).last().satisfies(event -> {
            assertThat(event.getReason()).isEqualTo("RestoreFailed");
            assertThat(event.getMessage()).startsWith("Restore back: ").contains("missing");
        });
    }

    @Test
    void attemptsThatFailInTheSameWayAreToldOnce() {
        for (int attempt = 0; attempt < 3; attempt++) {
            fail("The server does not answer");
        }
        fail("The server refuses the admin");

        assertThat(story())
                .filteredOn(event -> event.getReason().equals("ServerUnreachable"))
                .map(Event::getMessage)
                .containsExactly("The server does not answer", "The server refuses the admin");
    }

    private void fail(String message) {
        var database = stage.run.database();
        database.update(s -> s.failed(DriverException.unavailable("ServerUnreachable", message, null), message));
        stage.run.events.failing(database, database.status().conditions(), "ServerUnreachable", message);
    }

    /** In the order in which they were written. */
    private List<Event> story() {
        return stage.run.client.v1().events().inNamespace(stage.run.namespace).list().getItems().stream()
                .filter(event -> "Database".equals(event.getInvolvedObject().getKind()))
                .sorted(Comparator.comparingLong(
                        event -> Long.parseLong(event.getMetadata().getResourceVersion())))
                .toList();
    }
}
