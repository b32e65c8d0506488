package com.isotoma.dboperator.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.isotoma.dboperator.testsupport.Bucket;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Clusters of the real service and their backups, by the operator and the driver's container as they are delivered. */
class DemoClusterIT {
    private static TestNamespace north;
    private static TestNamespace south;
    private static OperatorProgram operator;

    @BeforeAll
    static void start() throws IOException {
        north = Demo.namespace();
        south = Demo.namespace();
        operator = Demo.operator(north, south);
    }

    @AfterAll
    static void stop() {
        for (var namespace : List.of(north, south)) {
            namespace.close();
            try (var bucket = bucket(namespace)) {
                bucket.remove();
            }
        }
        operator.close();
    }

    @Test
    void clustersOfOneNameInTwoNamespacesKnowNothingOfEachOther() throws Exception {
        for (var namespace : List.of(north, south)) {
            new DemoResources(namespace).cluster("twin", 2);
        }
        for (var namespace : List.of(north, south)) {
            new DemoResources(namespace).awaitReady("twin", 2);
        }
        new DemoMember(north, "twin-0").add("North");
        new DemoMember(south, "twin-0").add("South");

        for (var namespace : List.of(north, south)) {
            new DemoMember(namespace, "twin-1").awaitSameAs(new DemoMember(namespace, "twin-0"));
        }
        assertThat(new DemoMember(north, "twin-1").persons()).contains("North").doesNotContain("South");
        assertThat(new DemoMember(south, "twin-1").persons()).contains("South").doesNotContain("North");
    }

    @Test
    void membersComeAndGoAndNothingIsLost() throws Exception {
        var resources = new DemoResources(north);
        var leader = new DemoMember(north, "moving-0");
        resources.cluster("moving", 1);
        resources.awaitReady("moving", 1);
        leader.add("Before");

        resources.cluster("moving", 3);
        resources.awaitReady("moving", 3);
        new DemoMember(north, "moving-2").awaitSameAs(leader);

        // The next pod of the leader has another address.
        delete("moving-0");
        resources.awaitReady("moving", 3);
        leader.add("After");
        delete("moving-1");
        new DemoMember(north, "moving-1").awaitSameAs(leader);
        new DemoMember(north, "moving-2").awaitSameAs(leader);
        assertThat(new DemoMember(north, "moving-2").persons()).contains("Before", "After");
    }

    @Test
    void aScheduleReallyRunsAndItsBackupFillsAnotherCluster() throws Exception {
        var resources = new DemoResources(south);
        resources.cluster("shop", 1);
        resources.awaitReady("shop", 1);
        new DemoMember(south, "shop-0").add("Customer");
        resources.backup("minutely", "shop", Demo.STORE, "scheduledTrigger: {schedule: '* * * * *', repo: store}");

        resources.awaitBackup("minutely", "Succeeded", "True");

        var run = resources.runs("minutely").getFirst();
        assertThat(run.job()).startsWith("minutely-cronjob-");
        resources.patchBackup("minutely", "{\"spec\":{\"scheduledTrigger\":{\"enabled\":false}}}");
        resources.cluster("copy", 1);
        resources.awaitReady("copy", 1);
        var copy = new DemoMember(south, "copy-0");
        assertThat(copy.persons()).doesNotContain("Customer");
        copy.take(dump(Objects.requireNonNull(run.destination())));
        assertThat(copy.persons()).isEqualTo(new DemoMember(south, "shop-0").persons());
    }

    @Test
    void aMissingSecretIsToldAtOnceAndTheNextRequestSucceedsOnceItIsThere() throws Exception {
        var resources = new DemoResources(north);
        resources.cluster("safe", 1);
        resources.awaitReady("safe", 1);
        resources.backup("archive", "safe", "later", "manualTrigger: {repo: store}");

        assertThat(resources.awaitBackup("archive", "COSHMACAccessKeyIdDefined", "False"))
                .contains("HmacAccessKeyId", "Secret");
        assertThat(resources.awaitBackup("archive", "Succeeded", "False")).contains("_SECRET_ACCESS_KEY is not set");
        var failed = north.kubectl("wait", "--for=condition=Failed", "job/archive-job", "--timeout=60s");
        assertThat(failed.status()).as(failed.output()).isZero();
        assertThat(north.kubectl("get", "pods", "--selector=job-name=archive-job", "--output=name")
                        .output()
                        .lines())
                .hasSize(1);

        north.secret("later", north.secretValues(Demo.STORE));
        resources.patchBackup("archive", "{\"spec\":{\"manualTrigger\":{\"time\":\"2020-01-01T00:00:00Z\"}}}");
        resources.awaitBackup("archive", "Succeeded", "True");
        resources.awaitBackup("archive", "COSHMACAccessKeyIdDefined", "True");
        assertThat(resources.runs("archive")).hasSize(1);
    }

    private static void delete(String pod) throws IOException, InterruptedException {
        var end = north.kubectl("delete", "pod", pod, "--timeout=60s");
        assertThat(end.status()).as(end.output()).isZero();
    }

    private static byte[] dump(String destination) throws IOException, InterruptedException {
        try (var bucket = bucket(south)) {
            var key = destination.substring(("s3://" + bucket.name() + "/").length());
            var dump = Program.run(bucket.read(key), List.of("zstd", "--decompress", "--stdout"));
            assertThat(dump.status()).isZero();
            return dump.bytes();
        }
    }

    private static Bucket bucket(TestNamespace namespace) {
        return new Bucket("database-backup-" + namespace.name);
    }
}
