package com.isotoma.dboperator.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.isotoma.dboperator.crds.v1alpha1.DatabasePhase;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** More than one operator, at once or one after the other, on a real cluster. */
class SeveralOperatorsIT {
    private Cluster cluster;
    private String namespace;

    @BeforeEach
    void connect() throws IOException {
        cluster = Cluster.connect();
        namespace = cluster.namespace();
    }

    @AfterEach
    void disconnect() {
        cluster.close();
    }

    @Test
    void twoAtOnceStartEachJobOnce() {
        var names = IntStream.range(0, 15).mapToObj(i -> "db-" + i).toList();
        try (var one = Operators.startIn(namespace, cluster, "one", false);
                var two = Operators.startIn(namespace, cluster, "two", false)) {
            assertThat(List.of(one.ready(), two.ready())).containsOnly(true);
            names.forEach(name -> cluster.database(namespace, name, TestDrivers.SLEEPS));
            Cluster.await()
                    .untilAsserted(() -> assertThat(cluster.jobs(namespace)).hasSize(names.size()));
            Cluster.await()
                    .during(Duration.ofSeconds(3))
                    .untilAsserted(() -> assertThat(cluster.jobs(namespace)).hasSize(names.size()));
            assertThat(cluster.events(namespace, "JobCreated")).hasSize(names.size());
        }
    }

    @Test
    void oneThatStartsLaterTakesUpWhatHappenedMeanwhile() {
        try (var first = Operators.startIn(namespace, cluster, "first", false)) {
            assertThat(first.ready()).isTrue();
            cluster.database(namespace, "before", TestDrivers.WORKS);
            cluster.awaitPhase(namespace, "before", DatabasePhase.CREATED);
        }
        cluster.database(namespace, "meanwhile", TestDrivers.WORKS);
        var before = cluster.database(namespace, "before");
        cluster.admin.resource(before).delete();
        try (var second = Operators.startIn(namespace, cluster, "second", false)) {
            assertThat(second.ready()).isTrue();
            cluster.awaitPhase(namespace, "meanwhile", DatabasePhase.CREATED);
            cluster.awaitGone(before);
        }
    }

    @Test
    void theOneThatWaitsTakesOverAtOnceWhenTheLeaderEnds() {
        var leader = Operators.startIn(namespace, cluster, "leader", true);
        try (leader) {
            Cluster.await()
                    .untilAsserted(() -> assertThat(cluster.leaseHolder()).isEqualTo("leader"));
            try (var standby = Operators.startIn(namespace, cluster, "standby", true)) {
                assertThat(standby.ready()).as("it is ready while it waits").isTrue();
                cluster.database(namespace, "by-leader", TestDrivers.WORKS);
                cluster.awaitPhase(namespace, "by-leader", DatabasePhase.CREATED);
                assertThat(cluster.leaseHolder()).isEqualTo("leader");

                leader.close();
                cluster.database(namespace, "by-standby", TestDrivers.WORKS);
                Cluster.await()
                        .atMost(Duration.ofSeconds(10))
                        .untilAsserted(() -> assertThat(cluster.leaseHolder()).isEqualTo("standby"));
                cluster.awaitPhase(namespace, "by-standby", DatabasePhase.CREATED);
            }
        }
    }
}
