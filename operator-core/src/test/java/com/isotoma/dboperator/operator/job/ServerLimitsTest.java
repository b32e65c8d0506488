package com.isotoma.dboperator.operator.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.isotoma.dboperator.crds.v1alpha1.DatabaseServer;
import com.isotoma.dboperator.operator.view.FixedView;
import com.isotoma.dboperator.operator.view.MovingClock;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobConditionBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ServerLimitsTest {
    private static final JobSettings SETTINGS = new JobSettings(
            "ops",
            3,
            Duration.ofSeconds(60),
            Duration.ofMinutes(15),
            Duration.ofHours(24),
            4,
            2,
            Duration.ZERO,
            Duration.ofMinutes(10));

    private final FixedView view = new FixedView();
    private final MovingClock clock = new MovingClock();
    private final ServerLimits limits = new ServerLimits(view, SETTINGS, clock);

    @Test
    void soManyAreLetThroughAndNoMore() {
        assertThat(limits.admit("here", "a", "one")).isEmpty();
        assertThat(limits.admit("here", "a", "two")).isEmpty();
        assertThat(limits.admit("here", "a", "three")).isPresent();
        assertThat(limits.admit("elsewhere", "a", "four")).isEmpty();
        assertThat(limits.waiting()).isEqualTo(1);
    }

    @Test
    void aDatabaseServerSaysHowManyWhereverTheirDatabasesAreDescribed() {
        var connect = Map.of("host", new IntOrString("db.example.com"), "port", new IntOrString(5432));
        for (var server : Map.of("main", 3, "also", 1, "elsewhere", 9).entrySet()) {
            view.add(DatabaseServer.class, """
                    metadata: {name: %s}
                    spec:
                      driver: d
                      connect: {host: %s, port: 5432}
                      credentials: {}
                      allowedNamespaces: ['*']
                      concurrency: {backups: %s}
                    """.formatted(
                            server.getKey(),
                            server.getKey().equals("elsewhere") ? "other.example.com" : "DB.example.com",
                            server.getValue()));
        }

        assertThat(limits.admit(ServerPlace.of(connect), "a", "one")).isEmpty();
        assertThat(limits.admit(ServerPlace.of(connect), "a", "two"))
                .hasValueSatisfying(full -> assertThat(full.message()).contains("1 at a time"));
    }

    @Test
    void whoHasWaitedLongestIsNext() {
        var one = job("a", "one", "ready: 1");
        job("b", "two", "ready: 1");
        assertThat(limits.admit("here", "a", "three")).isPresent();
        clock.pass(Duration.ofSeconds(1));
        assertThat(limits.admit("here", "c", "four")).isPresent();
        one.getStatus().setReady(0);
        ended(one);
        clock.pass(Duration.ofSeconds(1));

        assertThat(limits.admit("here", "c", "four"))
                .hasValueSatisfying(full -> assertThat(full.message()).contains("waiting for longer: 1"));
        assertThat(limits.admit("here", "a", "three")).isEmpty();
        assertThat(limits.admit("here", "c", "four")).isPresent();
    }

    @Test
    void whatDoesNotLookAgainDoesNotWaitAnyMore() {
        job("a", "one", "ready: 1");
        limits.admit("here", "a", "two");
        assertThat(limits.admit("here", "a", "gone")).isPresent();
        clock.pass(Duration.ofSeconds(60));

        assertThat(limits.waiting()).isZero();
        assertThat(limits.admit("here", "a", "three")).isEmpty();
    }

    @Test
    void aJobWhosePodDoesNotStartTakesNoPlaceForLong() {
        job("a", "stuck", "ready: 0");
        job("a", "alsoStuck", "ready: 0");
        assertThat(limits.admit("here", "a", "three")).isPresent();
        clock.pass(Duration.ofSeconds(61));

        assertThat(limits.admit("here", "a", "three")).isEmpty();
    }

    @Test
    void theNamesOfOtherNamespacesAreNotTold() {
        job("secretive", "hidden", "ready: 1");
        job("a", "own", "ready: 1");

        assertThat(limits.admit("here", "a", "three"))
                .hasValueSatisfying(full -> assertThat(full.message())
                        .contains("own", "of other namespaces: 1", "2 at a time")
                        .doesNotContain("secretive", "hidden"));
    }

    private Job job(String namespace, String name, String status) {
        return view.add(Job.class, """
                apiVersion: batch/v1
                kind: Job
                metadata:
                  name: %s
                  namespace: %s
                  creationTimestamp: %s
                  labels: {db.isotoma.com/server-place: here}
                  annotations: {db.isotoma.com/owner: %s/orders}
                status: {%s}
                """.formatted(name, namespace, clock.instant(), namespace, status));
    }

    private static void ended(Job job) {
        job.getStatus()
                .setConditions(List.of(new JobConditionBuilder()
                        .withType("Complete")
                        .withStatus("True")
                        .build()));
    }
}
