package com.isotoma.dboperator.driver.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.isotoma.dboperator.crds.v1alpha1.DatabaseUser;
import com.isotoma.dboperator.crds.v1alpha1.ListedUser;
import com.isotoma.dboperator.crds.v1alpha1.RotationStatus;
import com.isotoma.dboperator.crds.v1alpha1.UserPhase;
import com.isotoma.dboperator.driver.cluster.ClusterClient;
import com.isotoma.dboperator.driver.cluster.UserHandle;
import com.isotoma.dboperator.driver.run.Checkpoint;
import com.isotoma.dboperator.driver.run.Steps;
import com.isotoma.dboperator.driver.spi.Credentials;
import com.isotoma.dboperator.driver.spi.DriverApi;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Reasons;
import com.isotoma.dboperator.driver.stage.Killed;
import com.isotoma.dboperator.driver.stage.StoringDriver;
import com.isotoma.dboperator.driver.stage.TestRun;
import com.isotoma.dboperator.driver.stage.UsersDriver;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UserOperationIT {
    private static final Steps NONE = step -> {};

    private final UsersDriver driver = new UsersDriver();
    private TestRun run;

    @BeforeEach
    void create() throws Exception {
        run = new TestRun();
        run.create(driver);
    }

    @AfterEach
    void close() {
        run.close();
    }

    @Test
    void killedAtAnyPointEachRunGoesOnFromThere() throws Exception {
        var points = new LinkedHashSet<Checkpoint>();
        Steps noting = points::add;
        live("first", noting, noting);
        assertThat(points)
                .contains(
                        UserCheckpoints.HELD,
                        UserCheckpoints.CREATING,
                        UserCheckpoints.PASSWORD_DECIDED,
                        UserCheckpoints.NAME_RECORDED,
                        UserCheckpoints.ON_SERVER,
                        UserCheckpoints.SECRET_WRITTEN,
                        UserCheckpoints.CREATED,
                        UserCheckpoints.ROTATION_BEGUN,
                        UserCheckpoints.BOTH_TAKEN,
                        UserCheckpoints.ROTATED,
                        UserCheckpoints.DELETING,
                        UserCheckpoints.DROPPED,
                        UserCheckpoints.SECRET_DELETED,
                        UserCheckpoints.UNLISTED,
                        UserCheckpoints.GONE);
        int number = 0;
        for (var point : points) {
            Steps killing = step -> {
                if (step.is(point)) {
                    throw new Killed();
                }
            };
            live("user-" + number++, killing, NONE);
        }
    }

    /** From apply to its end, each step of its life begun by a run that may be killed, and ended by another. */
    private void live(String name, Steps killed, Steps whole) throws Exception {
        apply(name);
        twice(name, killed, whole);
        var first = account(name);
        assertThat(driver.takes(first)).isTrue();
        assertThat(user(name).phase()).isEqualTo(UserPhase.CREATED);
        assertThat(Objects.requireNonNull(run.database().status().users()))
                .extracting(ListedUser::name)
                .containsExactly(name);

        annotate(name);
        kill(name, killed);
        assertThat(driver.takes(first)).isTrue();
        assertThat(driver.takes(account(name))).isTrue();
        work(name, whole);
        var second = account(name);
        assertThat(second).isNotEqualTo(first);
        assertThat(driver.takes(first)).isTrue();
        assertThat(driver.takes(second)).isTrue();
        assertThat(user(name).rotation().served()).isEqualTo("please");

        endOverlap(name);
        twice(name, killed, whole);
        assertThat(account(name)).isEqualTo(second);
        assertThat(driver.takes(second)).isTrue();
        assertThat(driver.inForce()).isEqualTo(1);

        run.client
                .resources(DatabaseUser.class)
                .inNamespace(run.namespace)
                .withName(name)
                .delete();
        kill(name, killed);
        if (find(name).isPresent()) {
            work(name, whole);
        }
        assertThat(find(name)).isEmpty();
        assertThat(secret(name)).isNull();
        assertThat(driver.inForce()).isZero();
        assertThat(run.database().status().users()).isNull();
    }

    @Test
    void aSecretThatIsLostWithinARotationIsMadeAgainAndNothingOfBeforeStays() throws Exception {
        apply("reader");
        work("reader", NONE);
        annotate("reader");
        work("reader", NONE);
        assertThat(driver.inForce()).isEqualTo(2);
        run.client.secrets().inNamespace(run.namespace).withName("reader").delete();

        work("reader", NONE);

        assertThat(driver.takes(account("reader"))).isTrue();
        assertThat(driver.inForce()).isEqualTo(1);
    }

    @Test
    void whatIsNotItsOwnIsNotTouched() throws Exception {
        run.secret("reader", Map.of("password", "somebody's"));
        apply("reader");

        assertThatThrownBy(() -> work("reader", NONE))
                .isInstanceOfSatisfying(
                        DriverException.class, e -> assertThat(e.reason()).isEqualTo(Reasons.SECRET_CONFLICT));
        assertThat(driver.inForce()).isZero();
        run.client
                .resources(DatabaseUser.class)
                .inNamespace(run.namespace)
                .withName("reader")
                .delete();
        work("reader", NONE);

        assertThat(find("reader")).isEmpty();
        assertThat(value("reader", "password")).isEqualTo("somebody's");
    }

    @Test
    void aDriverWithoutUsersIsRefusedAndHoldsNothing() throws Exception {
        apply("reader");
        assertThatThrownBy(() -> work(new StoringDriver(), "reader", NONE))
                .isInstanceOfSatisfying(
                        DriverException.class, e -> assertThat(e.reason()).isEqualTo(Reasons.NOT_SUPPORTED));
        assertThat(user("reader").held()).isFalse();
        assertThat(secret("reader")).isNull();
    }

    @Test
    void withoutItsDatabaseOneThatIsDeletedIsLetGoOf() throws Exception {
        apply("reader");
        work("reader", NONE);
        var kept = user("reader");
        run.part(UserRemoval.class, NONE).runWithoutDatabase(kept);
        assertThat(secret("reader")).isNotNull();
        run.client
                .resources(DatabaseUser.class)
                .inNamespace(run.namespace)
                .withName("reader")
                .delete();

        run.part(UserRemoval.class, NONE).runWithoutDatabase(user("reader"));

        assertThat(find("reader")).isEmpty();
        assertThat(secret("reader")).isNull();
    }

    private void twice(String name, Steps killed, Steps whole) throws Exception {
        kill(name, killed);
        work(name, whole);
    }

    private void kill(String name, Steps killed) throws Exception {
        try {
            work(name, killed);
        } catch (Killed expected) {
            assertThat(expected).isNotNull();
        }
    }

    private void work(String name, Steps steps) throws Exception {
        work(driver, name, steps);
    }

    private void work(DriverApi with, String name, Steps steps) throws Exception {
        var user = user(name);
        if (user.deletionRequested()) {
            run.part(UserRemoval.class, steps).run(run.database(), user, with);
        } else {
            run.part(UserOperation.class, steps).run(run.database(), user, with);
        }
    }

    private void apply(String name) {
        run.apply("""
                apiVersion: db.isotoma.com/v1alpha1
                kind: DatabaseUser
                metadata: {name: %s, annotations: {a: b}}
                spec: {database: %s, access: ReadOnly}
                """.formatted(name, TestRun.NAME));
    }

    private void annotate(String name) {
        run.client
                .resources(DatabaseUser.class)
                .inNamespace(run.namespace)
                .withName(name)
                .edit(user -> {
                    user.getMetadata().getAnnotations().put("db.isotoma.com/rotate", "please");
                    return user;
                });
    }

    private void endOverlap(String name) {
        user(name).update(s -> {
            var now = user(name).rotation();
            s.rotation(new RotationStatus(
                    now.last(),
                    now.next(),
                    Instant.EPOCH.toString(),
                    now.retiring(),
                    now.username(),
                    null,
                    now.served()));
        });
    }

    private UserHandle user(String name) {
        return find(name).orElseThrow();
    }

    private Optional<UserHandle> find(String name) {
        var clock = Clock.systemUTC();
        return UserHandle.find(new ClusterClient(run.client, clock), clock, run.namespace, name);
    }

    private @Nullable Map<String, String> secret(String name) {
        var secret =
                run.client.secrets().inNamespace(run.namespace).withName(name).get();
        return secret == null ? null : secret.getData();
    }

    private String value(String secret, String key) {
        return new String(
                Base64.getDecoder()
                        .decode(Objects.requireNonNull(secret(secret)).get(key)),
                StandardCharsets.UTF_8);
    }

    private Credentials account(String name) {
        return new Credentials(value(name, "username"), value(name, "password"));
    }
}
