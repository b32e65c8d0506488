package com.isotoma.dboperator.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.isotoma.dboperator.crds.v1alpha1.DatabasePhase;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Databases of one server that are due at the same time: few runs serve all of them, and what happens to one stays with it. */
@WithOperator
@Execution(ExecutionMode.CONCURRENT)
class SharedRunIT {
    private static final int MANY = 10;

    @Test
    void databasesThatAreAppliedTogetherAreMadeAndDeletedByFewRuns() throws Exception {
        var server = Servers.POSTGRESQL;
        try (var namespace = TestNamespace.create(server);
                var jobs = new JobLog(namespace)) {
            var names = names(MANY);
            names.forEach(name -> namespace.apply(small(server, name)));
            names.forEach(namespace::awaitReady);

            assertThat(jobs.created()).hasSizeLessThanOrEqualTo(MANY / 2).doesNotHaveDuplicates();
            for (var name : names) {
                assertThat(server.hasDatabase(onServer(namespace, name))).isTrue();
                assertThat(namespace.secret(name)).isNotNull();
            }

            var made = jobs.created().size();
            names.forEach(namespace::deleteDatabase);
            names.forEach(namespace::awaitGone);

            assertThat(jobs.created()).hasSizeLessThanOrEqualTo(made + MANY / 2).doesNotHaveDuplicates();
            for (var name : names) {
                assertThat(server.hasDatabase(onServer(namespace, name))).isFalse();
                assertThat(server.hasUser(onServer(namespace, name))).isFalse();
            }
            assertThat(Objects.requireNonNull(namespace.secret(DatabaseYaml.ADMIN))
                            .getMetadata()
                            .getFinalizers())
                    .isEmpty();
        }
    }

    @Test
    void aMistakeOfOneDatabaseStaysWithItAndIsMendedByANewSpec() throws Exception {
        var server = Servers.POSTGRESQL;
        try (var namespace = TestNamespace.create(server)) {
            var names = names(MANY);
            // One that may lead, and one that is surely served.
            var wrong = List.of(names.get(0), names.get(4));
            names.forEach(name -> namespace.apply(
                    wrong.contains(name)
                            ? small(server, name).set("options.encoding", "KLINGON")
                            : small(server, name)));
            names.stream().filter(name -> !wrong.contains(name)).forEach(namespace::awaitReady);
            wrong.forEach(name -> namespace.awaitRefusal(name, "InvalidSpec", "KLINGON"));

            wrong.forEach(name -> namespace.apply(small(server, name)));
            wrong.forEach(namespace::awaitReady);
            assertThat(namespace.status(wrong.getLast()).failedAttempt()).isNull();
            delete(namespace, names);
        }
    }

    @Test
    void aRunThatIsKilledInTheMiddleIsMadeUpFor() throws Exception {
        var server = Servers.MYSQL;
        try (var namespace = TestNamespace.create(server)) {
            var names = names(MANY);
            names.forEach(name -> namespace.apply(small(server, name)));
            TestNamespace.await()
                    .until(() -> names.stream()
                            .anyMatch(name -> namespace.status(name).phase() == DatabasePhase.CREATED));
            namespace
                    .client
                    .pods()
                    .inNamespace(namespace.name)
                    .withGracePeriod(0)
                    .delete();

            names.forEach(namespace::awaitReady);
            delete(namespace, names);
        }
    }

    @Test
    void oneThatIsDeletedMeanwhileGoesAndTheOthersAreMade() throws Exception {
        var server = Servers.POSTGRESQL;
        try (var namespace = TestNamespace.create(server)) {
            var names = names(MANY);
            names.forEach(name -> namespace.apply(small(server, name)));
            var deleted = names.get(MANY / 2);
            var others = names.stream().filter(name -> !name.equals(deleted)).toList();
            namespace.deleteDatabase(deleted);

            namespace.awaitGone(deleted);
            others.forEach(namespace::awaitReady);
            assertThat(server.hasDatabase(onServer(namespace, deleted))).isFalse();
            delete(namespace, others);
        }
    }

    @Test
    void itHasTheRightsOfItsDatabasesAsLongAsItIsAtWork() throws Exception {
        var server = Servers.POSTGRESQL;
        try (var namespace = TestNamespace.create(server);
                var jobs = new JobLog(namespace)) {
            var names = names(MANY);
            names.forEach(name -> namespace.apply(small(server, name)));
            TestNamespace.await()
                    .untilAsserted(() -> assertThat(databasesOfRoles(namespace)).anyMatch(own -> own > 1));
            names.forEach(namespace::awaitReady);

            assertThat(jobs.created()).hasSizeLessThan(MANY);
            TestNamespace.await()
                    .untilAsserted(() -> assertThat(databasesOfRoles(namespace))
                            .hasSize(MANY)
                            .containsOnly(1));
            delete(namespace, names);
        }
    }

    /** Of how many Databases each Role lets a run write the status. */
    private static List<Integer> databasesOfRoles(TestNamespace namespace) {
        return namespace.client.rbac().roles().inNamespace(namespace.name).list().getItems().stream()
                .map(role -> role.getRules().stream()
                        .filter(rule -> rule.getResources().equals(List.of("databases/status")))
                        .mapToInt(rule -> rule.getResourceNames().size())
                        .sum())
                .toList();
    }

    @Test
    void aNamespaceThatIsDeletedTakesAllOfThemWithIt() throws Exception {
        var server = Servers.POSTGRESQL;
        try (var namespace = TestNamespace.create(server)) {
            var names = names(MANY);
            names.forEach(name -> namespace.apply(small(server, name)));
            names.forEach(namespace::awaitReady);

            var end = namespace.kubectl("delete", "namespace", namespace.name, "--timeout=240s");
            assertThat(end.status()).as(end.output()).isZero();
            for (var name : names) {
                assertThat(server.hasDatabase(onServer(namespace, name))).isFalse();
            }
        }
    }

    private static List<String> names(int count) {
        return IntStream.range(0, count).mapToObj(i -> "db-" + i).toList();
    }

    /** Nothing that takes time besides. */
    private static DatabaseYaml small(Server server, String name) {
        return DatabaseYaml.of(server, name).without("backupTo").set("deletionPolicy", "Delete");
    }

    private static void delete(TestNamespace namespace, List<String> names) {
        names.forEach(namespace::deleteDatabase);
        names.forEach(namespace::awaitGone);
    }

    private static String onServer(TestNamespace namespace, String name) {
        return (namespace.name + "__" + name).replace('-', '_');
    }
}
