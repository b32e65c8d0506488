package com.isotoma.dboperator.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.isotoma.dboperator.crds.v1alpha1.Backup;
import com.isotoma.dboperator.crds.v1alpha1.BackupPhase;
import com.isotoma.dboperator.crds.v1alpha1.BackupSchedule;
import com.isotoma.dboperator.crds.v1alpha1.DatabaseServer;
import com.isotoma.dboperator.crds.v1alpha1.DatabaseServerStatus;
import com.isotoma.dboperator.crds.v1alpha1.ScheduledDatabases;
import com.isotoma.dboperator.testsupport.Bucket;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Databases that are backed up because their DatabaseServer says so. */
@WithOperator
@Execution(ExecutionMode.CONCURRENT)
class DefaultSchedulesIT {
    private static final Server SERVER = Servers.POSTGRESQL;
    private static final PatchContext MERGE = PatchContext.of(PatchType.JSON_MERGE);

    /** Until the next minute, and what a backup takes. */
    private static final Duration MINUTE = Duration.ofMinutes(2);

    @Test
    void aDatabaseThatOnlyNamesItsServerIsBackedUpByTheClock() throws Exception {
        try (var namespace = TestNamespace.create();
                var servers = new DatabaseServers();
                var locations = new Locations();
                var bucket = new Bucket()) {
            var place = "deletionPolicy: Delete\n  backupTo: {location: "
                    + locations.usable("by-default", namespace.name) + "}\n";
            var server = servers.of(SERVER, namespace.name, place + often("retention: {keepLast: 2}"));
            namespace.apply(DatabaseServers.database("orders", server));
            TestNamespace.await()
                    .atMost(MINUTE)
                    .untilAsserted(() -> assertThat(completed(namespace))
                            .isNotEmpty()
                            .allMatch(name -> name.startsWith("orders-default-")));
            assertThat(bucket.keys(locations.prefix("by-default") + "/" + namespace.name + "/orders/"))
                    .isNotEmpty();
            TestNamespace.await()
                    .untilAsserted(() -> assertThat(namespace.events("BackupsScheduled"))
                            .singleElement()
                            .asString()
                            .contains("orders-default", "* * * * *"));
            awaitCounts(servers, server, 1, 0, 0);
            assertThat(condition(servers, server)).isEqualTo("True BackupsScheduled");

            // A person's change of what the server says is undone; what it does not say is theirs.
            made(namespace).patch(MERGE, "{\"spec\":{\"schedule\":\"@yearly\",\"suspend\":true}}");
            TestNamespace.await().untilAsserted(() -> {
                var spec = made(namespace).get().getSpec();
                assertThat(spec.schedule()).isEqualTo("* * * * *");
                assertThat(spec.suspended()).isTrue();
            });
            servers.apply(server, SERVER, namespace.name, place + "  backup: {schedule: '0 3 * * *'}");
            TestNamespace.await().untilAsserted(() -> {
                var spec = made(namespace).get().getSpec();
                assertThat(spec.schedule()).isEqualTo("0 3 * * *");
                assertThat(spec.retention()).isNull();
                assertThat(spec.suspended()).isTrue();
            });

            servers.apply(server, SERVER, namespace.name, place);
            TestNamespace.await()
                    .untilAsserted(() -> assertThat(made(namespace).get()).isNull());
            awaitCounts(servers, server, 0, 0, 1);
            TestNamespace.await()
                    .untilAsserted(() -> assertThat(Objects.requireNonNull(
                                    servers.get(server).getStatus().conditions()))
                            .noneMatch(c -> c.getType().equals(DatabaseServerStatus.BACKUPS_SCHEDULED)));
            assertThat(completed(namespace)).as("they outlive it").isNotEmpty();
            assertThat(namespace.events("DefaultScheduleRemoved")).isNotEmpty();
            namespace.deleteDatabase("orders");
            namespace.awaitGone("orders");
        }
    }

    @Test
    void anOwnScheduleTakesItsPlaceAndItGoesWithTheDatabase() {
        try (var namespace = TestNamespace.create();
                var servers = new DatabaseServers();
                var locations = new Locations()) {
            var server = yearly(servers, locations, namespace);
            namespace.apply(DatabaseServers.database("orders", server));
            TestNamespace.await()
                    .untilAsserted(() -> assertThat(made(namespace).get()).isNotNull());
            namespace.apply(own("weekly", "orders"));
            TestNamespace.await()
                    .untilAsserted(() -> assertThat(schedules(namespace)).containsExactly("weekly"));
            awaitCounts(servers, server, 0, 1, 0);

            namespace
                    .client
                    .resources(BackupSchedule.class)
                    .inNamespace(namespace.name)
                    .withName("weekly")
                    .delete();
            TestNamespace.await()
                    .untilAsserted(() -> assertThat(schedules(namespace)).containsExactly("orders-default"));
            made(namespace).delete();
            TestNamespace.await()
                    .untilAsserted(() -> assertThat(schedules(namespace)).containsExactly("orders-default"));

            namespace.awaitReady("orders");
            namespace.deleteDatabase("orders");
            namespace.awaitGone("orders");
            TestNamespace.await()
                    .untilAsserted(() -> assertThat(schedules(namespace)).isEmpty());
        }
    }

    @Test
    void aDatabaseThatLeavesTheServerLosesItsDefault() {
        try (var namespace = TestNamespace.create();
                var servers = new DatabaseServers();
                var locations = new Locations()) {
            var first = yearly(servers, locations, namespace);
            var second = servers.of(SERVER, namespace.name);
            namespace.apply(DatabaseServers.database("orders", first));
            TestNamespace.await()
                    .untilAsserted(() -> assertThat(made(namespace).get()).isNotNull());
            namespace.awaitReady("orders");

            namespace.apply(DatabaseServers.database("orders", second));
            TestNamespace.await()
                    .untilAsserted(() -> assertThat(schedules(namespace)).isEmpty());
            namespace.apply(DatabaseServers.database("orders", first));
            TestNamespace.await()
                    .untilAsserted(() -> assertThat(schedules(namespace)).containsExactly("orders-default"));
            namespace.awaitReady("orders");
            namespace.deleteDatabase("orders");
            namespace.awaitGone("orders");
        }
    }

    @Test
    void aServerThatIsTakenAwayByForceTakesItsDefaultsAlong() {
        try (var namespace = TestNamespace.create();
                var servers = new DatabaseServers();
                var locations = new Locations()) {
            var place = "deletionPolicy: Delete\n  backup: {schedule: '@yearly', to: {location: "
                    + locations.usable("forced", namespace.name) + "}}";
            var server = servers.of(SERVER, namespace.name, place);
            namespace.apply(DatabaseServers.database("orders", server));
            namespace.awaitReady("orders");
            TestNamespace.await()
                    .untilAsserted(() -> assertThat(made(namespace).get()).isNotNull());

            var resource = namespace.client.resources(DatabaseServer.class).withName(server);
            resource.delete();
            resource.patch(MERGE, "{\"metadata\":{\"finalizers\":null}}");
            TestNamespace.await()
                    .untilAsserted(() -> assertThat(schedules(namespace)).isEmpty());

            servers.apply(server, SERVER, namespace.name, place);
            TestNamespace.await()
                    .untilAsserted(() -> assertThat(made(namespace).get()).isNotNull());
            namespace.deleteDatabase("orders");
            namespace.awaitGone("orders");
        }
    }

    @Test
    void whatIsInTheWayIsSaidAndLeftAlone() {
        try (var namespace = TestNamespace.create();
                var servers = new DatabaseServers();
                var locations = new Locations()) {
            namespace.apply(own("orders-default", "another"));
            var server = yearly(servers, locations, namespace);
            namespace.apply(DatabaseServers.database("orders", server));
            TestNamespace.await()
                    .untilAsserted(() -> assertThat(namespace.events("NameTaken"))
                            .anyMatch(note -> note.contains("orders-default") && note.contains(server)));
            awaitCounts(servers, server, 0, 0, 1);
            assertThat(condition(servers, server)).isEqualTo("False NotScheduled");
            assertThat(made(namespace).get().getSpec().database()).isEqualTo("another");

            var quota = namespace.client.resource(new ResourceQuotaBuilder()
                    .withNewMetadata()
                    .withNamespace(namespace.name)
                    .withName("few")
                    .endMetadata()
                    .withNewSpec()
                    .withHard(Map.of("count/backupschedules.db.isotoma.com", new Quantity("0")))
                    .endSpec()
                    .build());
            quota.create();
            TestNamespace.await()
                    .untilAsserted(
                            () -> assertThat(quota.get().getStatus().getHard()).isNotEmpty());
            made(namespace).delete();
            TestNamespace.await()
                    .untilAsserted(() ->
                            assertThat(namespace.events("Refused")).anyMatch(note -> note.contains("exceeded quota")));

            quota.delete();
            TestNamespace.await()
                    .untilAsserted(() -> assertThat(made(namespace).get())
                            .isNotNull()
                            .extracting(schedule -> schedule.getSpec().database())
                            .isEqualTo("orders"));
            awaitCounts(servers, server, 1, 0, 0);
            namespace.awaitReady("orders");
            namespace.deleteDatabase("orders");
            namespace.awaitGone("orders");
        }
    }

    private static String often(String more) {
        return "  backup: {schedule: '* * * * *', " + more + "}";
    }

    private static String yearly(DatabaseServers servers, Locations locations, TestNamespace namespace) {
        return servers.of(
                SERVER,
                namespace.name,
                "deletionPolicy: Delete\n  backup: {schedule: '@yearly', to: {location: "
                        + locations.usable("elsewhere", namespace.name) + "}}");
    }

    private static String own(String name, String database) {
        return """
                apiVersion: db.isotoma.com/v1alpha1
                kind: BackupSchedule
                metadata: {name: %s}
                spec: {database: %s, schedule: '@yearly'}
                """.formatted(name, database);
    }

    private static Resource<BackupSchedule> made(TestNamespace namespace) {
        return namespace
                .client
                .resources(BackupSchedule.class)
                .inNamespace(namespace.name)
                .withName("orders-default");
    }

    private static List<String> schedules(TestNamespace namespace) {
        return namespace.client.resources(BackupSchedule.class).inNamespace(namespace.name).list().getItems().stream()
                .map(schedule -> schedule.getMetadata().getName())
                .toList();
    }

    private static List<String> completed(TestNamespace namespace) {
        return namespace.client.resources(Backup.class).inNamespace(namespace.name).list().getItems().stream()
                .filter(backup ->
                        backup.getStatus() != null && backup.getStatus().phase() == BackupPhase.COMPLETED)
                .map(backup -> backup.getMetadata().getName())
                .toList();
    }

    private static void awaitCounts(DatabaseServers servers, String server, int byDefault, int byOwn, int none) {
        TestNamespace.await()
                .untilAsserted(() -> assertThat(
                                Objects.requireNonNull(servers.get(server).getStatus())
                                        .backups())
                        .isEqualTo(new ScheduledDatabases(byDefault, byOwn, none)));
    }

    private static String condition(DatabaseServers servers, String server) {
        return Stream.ofNullable(servers.get(server).getStatus().conditions())
                .flatMap(List::stream)
                .filter(c -> c.getType().equals(DatabaseServerStatus.BACKUPS_SCHEDULED))
                .map(c -> c.getStatus() + " " + c.getReason())
                .findFirst()
                .orElse("none");
    }
}
