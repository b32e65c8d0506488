package com.isotoma.dboperator.driver.rotate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.isotoma.dboperator.crds.v1alpha1.RotationStatus;
import com.isotoma.dboperator.driver.run.Checkpoint;
import com.isotoma.dboperator.driver.run.Steps;
import com.isotoma.dboperator.driver.spi.Capability;
import com.isotoma.dboperator.driver.spi.Credentials;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Reasons;
import com.isotoma.dboperator.driver.stage.Killed;
import com.isotoma.dboperator.driver.stage.RotatingDriver;
import com.isotoma.dboperator.driver.stage.TestRun;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** Rotations on a real API server, of a server with two logins in turn and of one whose account takes two passwords. */
@ParameterizedClass
@ValueSource(booleans = {true, false})
class RotateOperationIT {
    private final TestRun run = new TestRun();
    private final RotatingDriver driver;
    private final boolean twoLogins;

    RotateOperationIT(boolean twoLogins) throws Exception {
        this.twoLogins = twoLogins;
        driver = new RotatingDriver(twoLogins);
        run.create(driver);
    }

    @AfterEach
    void close() {
        run.close();
    }

    @Test
    void thePasswordChangesAndTheOneOfBeforeGoesOnForTheOverlap() throws Exception {
        var before = account();
        patch("{rotation: {overlap: 2h, interval: 720h}}");
        run.create(driver);
        run.annotate("db.isotoma.com/rotate", "once");

        rotate();
        rotate();

        var after = account();
        assertThat(after.password()).isNotEqualTo(before.password());
        assertThat(after.username().equals(before.username())).isEqualTo(!twoLogins);
        assertThat(value("uri")).isEqualTo("memory://" + after.username() + ":" + after.password());
        assertThat(driver.takes(before)).isTrue();
        assertThat(driver.takes(after)).isTrue();
        var status = rotation();
        assertThat(status.served()).isEqualTo("once");
        assertThat(status.retiring()).isEqualTo(before.username());
        assertThat(status.begun()).isNull();
        var last = Instant.parse(status.last());
        assertThat(Duration.between(last, Instant.parse(status.retireAt()))).isEqualTo(Duration.ofHours(2));
        assertThat(Duration.between(last, Instant.parse(status.next()))).isEqualTo(Duration.ofDays(30));
        assertThat(run.events(TestRun.NAME)).containsOnlyOnce("Rotated");

        // A change of the spec in between leaves both in force.
        run.create(driver);
        assertThat(driver.takes(before)).isTrue();
        endOverlap();
        rotate();

        assertThat(driver.takes(before)).isFalse();
        assertThat(driver.takes(after)).isTrue();
        assertThat(rotation().retireAt()).isNull();
        assertThat(account()).isEqualTo(after);
        assertThat(run.events(TestRun.NAME)).containsOnlyOnce("RotationEnded");
    }

    @Test
    void killedAtAnyPointItEndsRight() throws Exception {
        var points = new LinkedHashSet<Checkpoint>();
        run.annotate("db.isotoma.com/rotate", "first");
        Steps noting = points::add;
        driver.whileRotating(noting);
        run.rotate(driver, noting);
        endOverlap();
        run.rotate(driver, noting);
        assertThat(points)
                .contains(
                        RotateCheckpoints.BEGUN,
                        RotatingDriver.TAKEN,
                        RotateCheckpoints.ON_SERVER,
                        RotateCheckpoints.SECRET_WRITTEN,
                        RotateCheckpoints.ROTATED,
                        RotateCheckpoints.ENDED_ON_SERVER,
                        RotateCheckpoints.ENDED);

        for (var point : points) {
            for (int kills : List.of(1, 2)) {
                var before = account();
                run.annotate("db.isotoma.com/rotate", point.name() + kills);
                for (int kill = 0; kill < kills; kill++) {
                    killedAt(point);
                    assertThat(driver.takes(account())).as(point.name()).isTrue();
                    assertThat(driver.takes(before)).as(point.name()).isTrue();
                    // Whatever else is due meanwhile.
                    run.create(driver);
                    assertThat(driver.takes(account())).as(point.name()).isTrue();
                    assertThat(driver.takes(before)).as(point.name()).isTrue();
                }
                rotate();
                var after = account();
                assertThat(after.password()).as(point.name()).isNotEqualTo(before.password());
                assertThat(driver.takes(after)).as(point.name()).isTrue();
                assertThat(driver.takes(before)).as(point.name()).isTrue();
                assertThat(rotation().served()).isEqualTo(point.name() + kills);
                endOverlap();
                killedAt(point);
                rotate();
                assertThat(account()).isEqualTo(after);
                assertThat(driver.takes(after)).as(point.name()).isTrue();
                assertThat(driver.takes(before)).as(point.name()).isFalse();
                assertThat(driver.inForce()).as(point.name()).isEqualTo(1);
            }
        }
    }

    @Test
    void aSecretThatIsLostMeanwhileIsMadeAgainAndNothingOfBeforeStays() throws Exception {
        run.annotate("db.isotoma.com/rotate", "first");
        killedAt(RotateCheckpoints.ON_SERVER);
        run.client.secrets().inNamespace(run.namespace).withName(TestRun.NAME).delete();

        assertThatThrownBy(this::rotate)
                .isInstanceOfSatisfying(
                        DriverException.class, e -> assertThat(e.reason()).isEqualTo(Reasons.SECRET_NOT_FOUND))
                .hasMessageContaining("db.isotoma.com/refresh");
        run.create(driver);
        assertThat(driver.takes(account())).isTrue();
        assertThat(driver.inForce()).isEqualTo(1);
        rotate();
        assertThat(driver.takes(account())).isTrue();
        assertThat(rotation().served()).isEqualTo("first");
    }

    @Test
    void aDriverThatCannotAndAPasswordOfOnesOwnAreRefusedOnce() throws Exception {
        var before = account();
        driver.lack(Capability.ROTATION);
        run.annotate("db.isotoma.com/rotate", "please");

        assertThatThrownBy(this::rotate)
                .isInstanceOfSatisfying(
                        DriverException.class, e -> assertThat(e.reason()).isEqualTo(Reasons.NOT_SUPPORTED));
        assertThat(rotation().served()).isEqualTo("please");
        rotate();
        patch("{rotation: {interval: 1h, overlap: 10m}}");
        assertThatThrownBy(() -> run.create(driver)).hasMessageContaining("spec.rotation");

        assertThat(account()).isEqualTo(before);
        run.secret("mine", Map.of("p", "my own words"));
        patch("{rotation: null, passwordFrom: {secretKeyRef: {name: mine, key: p}}}");
        run.create(driver);
        run.annotate("db.isotoma.com/rotate", "again");
        assertThatThrownBy(this::rotate).hasMessageContaining("spec.passwordFrom");
        assertThat(account().password()).isEqualTo("my own words");
    }

    @Test
    void theApiServerRefusesWhatCannotBe() {
        for (var wrong : List.of(
                "{interval: 10h, overlap: 10h}",
                "{interval: 30m}",
                "{interval: 59s, overlap: 10s}",
                "{overlap: 9s}",
                "{overlap: 8761h}",
                "{interval: 90000h}",
                "{interval: tomorrow}",
                "{interval: ''}",
                "{overlap: 999999999999h}")) {
            assertThatThrownBy(() -> patch("{rotation: " + wrong + "}"))
                    .as(wrong)
                    .hasMessageContaining("spec.rotation");
        }
        assertThatThrownBy(() -> patch("{rotation: {}, passwordFrom: {secretKeyRef: {name: mine, key: p}}}"))
                .hasMessageContaining("passwordFrom");
        patch("{rotation: {interval: 720h, overlap: 24h}}");
    }

    private void rotate() throws Exception {
        run.rotate(driver, step -> {});
    }

    private void killedAt(Checkpoint point) throws Exception {
        Steps killing = step -> {
            if (step.is(point)) {
                throw new Killed();
            }
        };
        driver.whileRotating(killing);
        try {
            run.rotate(driver, killing);
        } catch (Killed expected) {
            assertThat(expected).isNotNull();
        } finally {
            driver.whileRotating(step -> {});
        }
    }

    private void endOverlap() {
        run.database().update(s -> {
            var now = rotation();
            s.rotation(new RotationStatus(
                    now.last(),
                    now.next(),
                    now.retireAt() == null ? null : Instant.EPOCH.toString(),
                    now.retiring(),
                    now.username(),
                    now.begun(),
                    now.served()));
        });
    }

    private RotationStatus rotation() {
        return Objects.requireNonNull(run.database().status().rotation());
    }

    private Credentials account() {
        return new Credentials(value("username"), value("password"));
    }

    private String value(String key) {
        return new String(Base64.getDecoder().decode(run.secretOfDatabase().get(key)), StandardCharsets.UTF_8);
    }

    private void patch(String spec) {
        run.client
                .resource("""
                        apiVersion: db.isotoma.com/v1alpha1
                        kind: Database
                        metadata: {name: %s, namespace: %s}
                        spec: %s
                        """.formatted(TestRun.NAME, run.namespace, spec))
                .patch(PatchContext.of(PatchType.JSON_MERGE));
    }
}
