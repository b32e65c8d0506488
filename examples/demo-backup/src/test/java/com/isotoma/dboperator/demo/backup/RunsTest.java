package com.isotoma.dboperator.demo.backup;

import static org.assertj.core.api.Assertions.assertThat;

import com.isotoma.dboperator.demo.v1alpha1.BackupRun;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RunsTest {
    @Test
    void theNewestStandsFirst() {
        var runs = Runs.with(Runs.with(null, run("a", 1)), run("b", 1));

        assertThat(runs).extracting(BackupRun::jobUid).containsExactly("b", "a");
    }

    @Test
    void aJobHasOneEntryWhichKeepsItsPlace() {
        var runs = Runs.with(Runs.with(Runs.with(null, run("a", 1)), run("b", 1)), run("a", 2));

        assertThat(runs).containsExactly(run("b", 1), run("a", 2));
        assertThat(Runs.find(runs, "a")).hasValue(run("a", 2));
        assertThat(Runs.find(runs, "c")).isEmpty();
    }

    @Test
    void tenAreKept() {
        List<BackupRun> runs = List.of();
        for (int job : IntStream.range(0, 13).toArray()) {
            runs = Runs.with(runs, run("job-" + job, 1));
        }

        assertThat(runs).hasSize(10);
        assertThat(runs.getFirst().jobUid()).isEqualTo("job-12");
        assertThat(runs.getLast().jobUid()).isEqualTo("job-3");
    }

    private static BackupRun run(String uid, int attempts) {
        return new BackupRun("job", uid, attempts, "2026-04-20T12:00:00Z", null, null, null, null);
    }
}
