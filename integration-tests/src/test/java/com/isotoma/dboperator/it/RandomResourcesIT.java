package com.isotoma.dboperator.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.isotoma.dboperator.crds.read.Unreadable;
import com.isotoma.dboperator.crds.v1alpha1.Backup;
import com.isotoma.dboperator.crds.v1alpha1.BackupSchedule;
import com.isotoma.dboperator.crds.v1alpha1.Database;
import com.isotoma.dboperator.crds.v1alpha1.Restore;
import com.isotoma.dboperator.reasons.OperatorEvents;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Whatever one tenant stores, the operator goes on working for another. Longer by {@code -Dfuzz.seconds=600}; again with the
 * same resources by {@code -Dfuzz.seed=…}.
 */
@WithOperator
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RandomResourcesIT {
    private static final Duration FOR = Duration.ofSeconds(Long.getLong("fuzz.seconds", 75));
    /** The same each time unless another is given, so that a change is judged by itself. */
    private static final long SEED = Long.getLong("fuzz.seed", 2);

    private static final String UNCAUGHT = "Uncaught error during event processing";
    private static final int DATABASES = 25;
    private static final Duration BOUND = Duration.ofSeconds(90);

    private final TestNamespace hostile = TestNamespace.create();
    private final TestNamespace victim = TestNamespace.create(Servers.demoHttp());

    @BeforeAll
    void report() {
        System.out.println("random resources for " + FOR + "; again with -Dfuzz.seed=" + SEED);
    }

    @AfterAll
    void close() {
        hostile.close();
        victim.close();
    }

    @Test
    void holdUpNoOtherTenantAndAreToldOfOnThemselves(OperatorProgram operator) throws Exception {
        var pid = operator.pid();
        try (var editor = Tenant.with("edit", hostile);
                var admin = Tenant.with("admin", hostile)) {
            var mischief = new Mischief(new Random(SEED), editor, admin);
            var served = 0;
            try (var background = Executors.newSingleThreadExecutor()) {
                var until = Instant.now().plus(FOR);
                var attack = background.submit(() -> {
                    while (Instant.now().isBefore(until)) {
                        mischief.step();
                    }
                    return true;
                });
                while (!attack.isDone()) {
                    serve("orders-" + served++);
                    assertThat(operator.answers("/readyz")).as("/readyz").isEqualTo(200);
                }
                finished(attack);
            }
            mischief.unreadable("last");
            System.out.println(mischief.answers() + ", and " + served + " Databases of another namespace");
            assertThat(mischief.answers().entrySet())
                    .as("else this test would prove nothing")
                    .anySatisfy(entry -> assertThat(entry.getKey()).isEqualTo("create databases 201"))
                    .anySatisfy(entry -> assertThat(entry.getKey()).isEqualTo("status of databases 200"));
            assertThat(served).isPositive();
        }
        eachIsToldOf();
        assertThat(saidOf(hostile, operator)).noneMatch(line -> line.contains(UNCAUGHT));
        assertThat(saidOf(victim, operator)).noneMatch(line -> line.contains(UNCAUGHT));
        serve("afterwards");
        assertThat(operator.answers("/readyz")).isEqualTo(200);
        assertThat(operator.answers("/healthz")).isEqualTo(200);
        assertThat(operator.pid()).isEqualTo(pid);
        assertThat(operator.log()).doesNotContain("ending, to begin afresh", "OutOfMemoryError", "StackOverflowError");
        // What is stored now is what another operator finds in its first listing.
        try (var second = OperatorProgram.start(
                "after-random-resources", "--leader-election=false", "--namespaces=" + hostile.name)) {
            // As soon as it has proved that the policies hold.
            TestNamespace.await()
                    .untilAsserted(() -> assertThat(second.answers("/readyz")).isEqualTo(200));
        }
    }

    /** Whatever is in it: each Database of a Driver, or of none, has a condition or an Event that says how it stands. */
    @Test
    void eachDatabaseGetsAWord(OperatorProgram operator) throws Exception {
        try (var namespace = TestNamespace.create();
                var editor = Tenant.with("edit", namespace);
                var admin = Tenant.with("admin", namespace)) {
            var mischief = new Mischief(new Random(SEED), editor, admin);
            var taken = 0;
            for (var i = 0; taken < DATABASES; i++) {
                taken += mischief.database("odd-" + i) ? 1 : 0;
            }
            TestNamespace.await()
                    .atMost(BOUND)
                    .untilAsserted(() -> assertThat(silent(namespace)).isEmpty());
            assertThat(saidOf(namespace, operator)).noneMatch(line -> line.contains("was not accepted"));
        }
    }

    /** The operator serves other tests too, whose namespaces may go while it works for them. */
    private static List<String> saidOf(TestNamespace namespace, OperatorProgram operator) throws IOException {
        return operator.log()
                .lines()
                .filter(line -> line.contains(namespace.name))
                .toList();
    }

    private static List<String> silent(TestNamespace namespace) {
        var warned = namespace.client.events().v1().events().inNamespace(namespace.name).list().getItems().stream()
                .filter(event -> "Warning".equals(event.getType()))
                .map(event -> event.getRegarding().getName())
                .toList();
        return namespace.client.resources(Database.class).inNamespace(namespace.name).list().getItems().stream()
                .filter(database -> !Unreadable.readable(database) || undecided(database))
                .map(database -> database.getMetadata().getName())
                .filter(name -> !warned.contains(name))
                .toList();
    }

    private static boolean undecided(Database database) {
        return Objects.requireNonNull(database.getStatus().conditions()).stream()
                .allMatch(condition -> "Unknown".equals(condition.getStatus()));
    }

    private static void finished(Future<Boolean> attack) throws Exception {
        assertThat(attack.get()).isTrue();
    }

    /** From nothing to a database and back, within a time that the hostile tenant cannot stretch. */
    private void serve(String name) {
        victim.apply(DatabaseYaml.of(Servers.demoHttp(), name).set("deletionPolicy", "Delete"));
        TestNamespace.await()
                .atMost(BOUND)
                .untilAsserted(() ->
                        assertThat(victim.condition(name, "Ready").getStatus()).isEqualTo("True"));
        victim.deleteDatabase(name);
        TestNamespace.await()
                .atMost(BOUND)
                .untilAsserted(() -> assertThat(victim.database(name)).isNull());
    }

    private void eachIsToldOf() {
        TestNamespace.await().atMost(BOUND).untilAsserted(() -> {
            var told = hostile.client.events().v1().events().inNamespace(hostile.name).list().getItems().stream()
                    .filter(event -> OperatorEvents.UNREADABLE.equals(event.getReason()))
                    .map(event -> event.getRegarding().getUid())
                    .toList();
            assertThat(unreadable()).isNotEmpty().isSubsetOf(told);
        });
    }

    private List<String> unreadable() {
        var all = new ArrayList<HasMetadata>();
        for (var kind : List.of(Database.class, Backup.class, Restore.class, BackupSchedule.class)) {
            all.addAll(hostile.client
                    .resources(kind)
                    .inNamespace(hostile.name)
                    .list()
                    .getItems());
        }
        return all.stream()
                .filter(resource -> !Unreadable.readable(resource))
                .map(resource -> resource.getMetadata().getUid())
                .toList();
    }
}
