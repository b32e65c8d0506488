package com.isotoma.dboperator.operator.database;

import static org.assertj.core.api.Assertions.assertThat;

import com.isotoma.dboperator.crds.contract.Assignment;
import com.isotoma.dboperator.crds.contract.Assignments;
import com.isotoma.dboperator.operator.job.JobProgress;
import com.isotoma.dboperator.operator.view.FixedView;
import com.isotoma.dboperator.operator.view.MovingClock;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SharedRunsTest {
    private static final Assignment SHOP = new Assignment("shop", "create", "shop-create-1", Map.of());

    private final FixedView view = new FixedView();
    private final MovingClock clock = new MovingClock();
    private final SharedRuns runs = new SharedRuns(view, clock);

    @Test
    void aRunTakesWorkFromItsCreationOnForSomeMinutes() {
        view.add(job("one", 0, List.of()));
        assertThat(runs.open("team", "server")).isPresent();
        assertThat(runs.open("team", "another")).isEmpty();
        assertThat(runs.open("others", "server")).isEmpty();

        clock.pass(JobProgress.STARTING);
        assertThat(runs.open("team", "server"))
                .as("one whose pod does not start")
                .isEmpty();
        view.add(job("two", 1, List.of()));
        assertThat(runs.open("team", "server")).isPresent();

        clock.pass(SharedRuns.ACCEPTING);
        assertThat(runs.open("team", "server")).isEmpty();
    }

    @Test
    void oneThatHasEndedOrHasAsMuchAsItMayTakesNoMore() {
        var ended = ended(job("one", 0, List.of(SHOP)));
        view.add(ended);
        view.add(job(
                "two",
                1,
                IntStream.range(0, Assignments.MOST)
                        .mapToObj(i -> new Assignment("db-" + i, "create", "db-create-" + i, Map.of()))
                        .toList()));

        assertThat(runs.open("team", "server")).isEmpty();
    }

    @Test
    void whatARunWasGivenIsItsUntilItHasEnded() {
        var job = job("one", 1, List.of(SHOP));
        view.add(job);
        assertThat(runs.assigned("team", "server", "shop", "shop-create-1")).isTrue();
        assertThat(runs.assigned("team", "server", "shop", "shop-create-2")).isFalse();
        assertThat(runs.assigned("team", "server", "orders", "shop-create-1")).isFalse();

        view.remove(job);
        view.add(ended(job));
        assertThat(runs.assigned("team", "server", "shop", "shop-create-1")).isFalse();
    }

    @Test
    void whatWasWrittenCountsBeforeTheCacheHasIt() {
        var job = job("one", 0, List.of());
        runs.wrote(job);
        assertThat(runs.open("team", "server")).isPresent();
        view.add(job);

        runs.wrote(job("one", 0, List.of(SHOP)));
        assertThat(runs.assigned("team", "server", "shop", "shop-create-1")).isTrue();
    }

    @Test
    void aRunThatIsGoneFromTheCacheHasNothingToDoAnyMore() {
        var job = job("one", 1, List.of(SHOP));
        runs.wrote(job);
        view.add(job);
        assertThat(runs.assigned("team", "server", "shop", "shop-create-1")).isTrue();

        view.remove(job);
        assertThat(runs.assigned("team", "server", "shop", "shop-create-1")).isFalse();
        assertThat(runs.open("team", "server")).isEmpty();
    }

    @Test
    void whatNeverComesIntoTheCacheIsNotWaitedForForLong() {
        runs.wrote(job("one", 1, List.of(SHOP)));
        assertThat(runs.assigned("team", "server", "shop", "shop-create-1")).isTrue();
        clock.pass(Duration.ofSeconds(11));

        assertThat(runs.assigned("team", "server", "shop", "shop-create-1")).isFalse();
    }

    private Job job(String name, int ready, List<Assignment> work) {
        return new JobBuilder()
                .withNewMetadata()
                .withNamespace("team")
                .withName(name)
                .withUid("uid-of-" + name)
                .withCreationTimestamp(clock.instant().toString())
                .withLabels(Map.of(Assignments.SERVER_LABEL, "server"))
                .withAnnotations(Map.of(Assignments.ANNOTATION, Assignments.text(work)))
                .endMetadata()
                .withNewStatus()
                .withReady(ready)
                .endStatus()
                .build();
    }

    private static Job ended(Job job) {
        return new JobBuilder(job)
                .editStatus()
                .addNewCondition()
                .withType("Complete")
                .withStatus("True")
                .endCondition()
                .endStatus()
                .build();
    }
}
