package com.isotoma.dboperator.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.isotoma.dboperator.crds.v1alpha1.ApiGroup;
import com.isotoma.dboperator.crds.v1alpha1.Backup;
import com.isotoma.dboperator.crds.v1alpha1.BackupPhase;
import com.isotoma.dboperator.crds.v1alpha1.Operation;
import com.isotoma.dboperator.driver.prune.PruneCheckpoints;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Kills runs while they remove an old backup: the run of the next one must finish that, and remove nothing else. */
@Execution(ExecutionMode.CONCURRENT)
@Order(1)
class KilledRetentionIT {
    private final RunsByHand runs = new RunsByHand();

    @AfterEach
    void close() throws Exception {
        runs.close();
    }

    @Test
    void aRemovalThatWasKilledAtAnyStepIsFinishedByTheNextRun() throws Exception {
        runs.create(DatabaseYaml.of(Servers.POSTGRESQL, "orders"));
        runs.namespace.apply("""
                apiVersion: db.isotoma.com/v1alpha1
                kind: BackupSchedule
                metadata: {name: nightly}
                spec: {database: orders, schedule: "0 3 * * *", retention: {keepLast: 1}}
                """);
        var oldest = backup("a-0");
        RunsByHand.requireDone(run(oldest));
        int round = 0;
        for (var step : List.of(
                PruneCheckpoints.LISTED,
                PruneCheckpoints.MARKED,
                PruneCheckpoints.OBJECT_REMOVED,
                PruneCheckpoints.BACKUP_REMOVED)) {
            round++;
            var killed = backup("b-" + round);
            try (var process =
                    DriverProgram.startStoppingAt(step, Operation.BACKUP, runs.namespace, "orders", killed)) {
                process.awaitStopped();
            }
            assertThat(runs.phase(killed)).isEqualTo(BackupPhase.COMPLETED);
            assertThat(runs.stored()).as("after a kill at: " + step.name()).anyMatch(key -> key.contains(killed));

            oldest = backup("c-" + round);
            RunsByHand.requireDone(run(oldest));
            assertThat(backups()).as("after a kill at: " + step.name()).containsExactly(oldest);
            assertThat(runs.bucket.keys(runs.namespace.name + "/orders/"))
                    .as("the data and the manifest of one, after a kill at: " + step.name())
                    .hasSize(2)
                    .allMatch(key -> key.contains("c-"));
        }
    }

    /** A Backup as the schedule makes them. */
    private String backup(String name) {
        runs.namespace.apply(Yaml.backup(name, "orders")
                .replace(
                        "  name: " + name,
                        "  name: " + name + "\n  labels: {" + ApiGroup.SCHEDULE_LABEL + ": nightly}"));
        return name;
    }

    private DriverProgram.End run(String backup) throws Exception {
        return DriverProgram.run(Operation.BACKUP, runs.namespace, "orders", backup);
    }

    private List<String> backups() {
        return runs.namespace.client.resources(Backup.class).inNamespace(runs.namespace.name).list().getItems().stream()
                .map(b -> b.getMetadata().getName())
                .toList();
    }
}
