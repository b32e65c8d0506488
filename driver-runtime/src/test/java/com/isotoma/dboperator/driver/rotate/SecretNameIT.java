package com.isotoma.dboperator.driver.rotate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.isotoma.dboperator.crds.v1alpha1.ApiGroup;
import com.isotoma.dboperator.crds.v1alpha1.Binding;
import com.isotoma.dboperator.crds.v1alpha1.DatabasePhase;
import com.isotoma.dboperator.crds.v1alpha1.FormerSecret;
import com.isotoma.dboperator.driver.create.CreateCheckpoints;
import com.isotoma.dboperator.driver.run.Checkpoint;
import com.isotoma.dboperator.driver.run.Steps;
import com.isotoma.dboperator.driver.spi.Credentials;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Reasons;
import com.isotoma.dboperator.driver.stage.Killed;
import com.isotoma.dboperator.driver.stage.RotatingDriver;
import com.isotoma.dboperator.driver.stage.TestRun;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The name of the application's Secret, and its changes, on a real API server. */
@Execution(ExecutionMode.CONCURRENT)
class SecretNameIT {
    private static final String OLD = TestRun.NAME;

    private final TestRun run = new TestRun();
    private final RotatingDriver driver = new RotatingDriver(true);

    SecretNameIT() throws Exception {}

    @AfterEach
    void close() {
        run.close();
    }

    @Test
    void theSecretHasTheNameThatTheSpecGives() throws Exception {
        call("db-of-shop.v1");

        run.create(driver);

        assertThat(secrets()).containsExactly("db-of-shop.v1");
        assertThat(binding()).isEqualTo(new Binding("db-of-shop.v1", null));
        assertThat(run.database().status().message()).endsWith("the Secret db-of-shop.v1");
        assertThat(driver.takes(account("db-of-shop.v1"))).isTrue();
        run.delete();
        run.drop(driver, step -> {});
        assertThat(secrets()).isEmpty();
    }

    @Test
    void afterAChangeBothNamesServeUntilTheOverlapIsOver() throws Exception {
        run.create(driver);
        var before = account(OLD);
        note(OLD);
        call("new");
        patch("{rotation: {overlap: 2h}}");

        run.create(driver);

        assertThat(account("new")).isEqualTo(before).isEqualTo(account(OLD));
        assertThat(annotations("new")).containsEntry(ApiGroup.RESTORED_ANNOTATION, "[]");
        var former = binding().formerOrNone();
        assertThat(former).extracting(FormerSecret::name).containsExactly(OLD);
        assertThat(Instant.parse(former.getFirst().until()))
                .isBetween(
                        Instant.now().plus(Duration.ofMinutes(110)),
                        Instant.now().plus(Duration.ofHours(2)));
        assertThat(run.events(OLD)).containsOnlyOnce("SecretMoved");

        // Whatever happens meanwhile reaches both.
        run.annotate("db.isotoma.com/rotate", "once");
        run.rotate(driver, step -> {});
        assertThat(account("new")).isNotEqualTo(before).isEqualTo(account(OLD));
        patch("{secret: {presets: [env]}}");
        run.create(driver);
        assertThat(data(OLD)).containsKey("DB_PASSWORD").isEqualTo(data("new"));
        assertThat(run.events(OLD)).containsOnlyOnce("SecretMoved");

        endOverlap();
        run.rotate(driver, step -> {});
        assertThat(secrets()).containsExactly("new");
        assertThat(binding()).isEqualTo(new Binding("new", null));
        assertThat(run.database().recordedSecretNames()).containsExactly("new");
        assertThat(run.events(OLD)).containsOnlyOnce("SecretRemoved");
        run.create(driver);
        assertThat(secrets()).containsExactly("new");
        assertThat(driver.takes(account("new"))).isTrue();
    }

    @Test
    void aNameThatComesBackIsTheSecretOfNowAgain() throws Exception {
        run.create(driver);
        var before = account(OLD);
        call("new");
        run.create(driver);
        patch("{secret: null}");
        run.create(driver);

        assertThat(binding().name()).isEqualTo(OLD);
        assertThat(binding().formerOrNone()).extracting(FormerSecret::name).containsExactly("new");
        endOverlap();
        run.rotate(driver, step -> {});

        assertThat(secrets()).containsExactly(OLD);
        assertThat(account(OLD)).isEqualTo(before);
        assertThat(run.database().recordedSecretNames()).isEmpty();
    }

    @Test
    void aSecretOfThatNameThatIsOfAnotherHandIsLeftAloneAndTheOneOfBeforeServes() throws Exception {
        run.create(driver);
        var before = account(OLD);
        run.secret("taken", Map.of("password", "of-another"));
        call("taken");

        assertThatThrownBy(() -> run.create(driver))
                .isInstanceOf(DriverException.class)
                .satisfies(e -> assertThat(((DriverException) e).reason()).isEqualTo(Reasons.SECRET_CONFLICT))
                .hasMessageContainingAll("taken", "spec.secret.name");

        assertThat(account(OLD)).isEqualTo(before);
        assertThat(driver.takes(before)).isTrue();
        assertThat(value("taken", "password")).isEqualTo("of-another");
        assertThat(binding().name()).isEqualTo(OLD);
        run.delete();
        run.drop(driver, step -> {});
        assertThat(secrets()).containsExactly("taken");
    }

    @Test
    void killedAtAnyPointApplicationsAlwaysHaveASecretThatServes() throws Exception {
        run.create(driver);
        var before = account(OLD);
        for (var point : List.of(
                CreateCheckpoints.FINALIZERS_IN_PLACE,
                CreateCheckpoints.PASSWORD_DECIDED,
                CreateCheckpoints.ON_SERVER,
                CreateCheckpoints.SECRET_WRITTEN,
                CreateCheckpoints.CREATED)) {
            var name = "new-" + point.name().replaceAll("[^a-z]", "-");
            call(name);
            assertThatThrownBy(() -> run.create(OLD, driver, killing(point))).isInstanceOf(Killed.class);
            assertThat(account(String.valueOf(binding().name())))
                    .as(point.name())
                    .isEqualTo(before);
            run.create(driver);
            assertThat(account(name)).as(point.name()).isEqualTo(before);
            endOverlap();
            if (point.equals(CreateCheckpoints.CREATED)) {
                assertThatThrownBy(() -> run.rotate(driver, killing(RotateCheckpoints.FORMER_SECRETS_REMOVED)))
                        .isInstanceOf(Killed.class);
            }
            run.rotate(driver, step -> {});
            assertThat(secrets()).as(point.name()).containsExactly(name);
            assertThat(run.database().recordedSecretNames()).containsExactly(name);
        }
    }

    @Test
    void whereTheStatusWasLostTheSecretOfBeforeIsFoundByItsRecord() throws Exception {
        call("first");
        run.create(driver);
        var before = account("first");
        run.client
                .resource(run.database().resource())
                .subresource("status")
                .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"status\":{\"binding\":null}}");
        call("second");

        run.create(driver);

        assertThat(account("second")).isEqualTo(before);
        run.delete();
        run.drop(driver, step -> {});
        assertThat(secrets()).isEmpty();
    }

    @Test
    void moreNamesThanTheStatusHasRoomForAreRemovedAtOnce() throws Exception {
        run.create(driver);
        for (int i = 0; i <= Binding.MOST_FORMER; i++) {
            call("name-" + i);
            run.create(driver);
        }

        assertThat(binding().formerOrNone()).hasSize(Binding.MOST_FORMER);
        assertThat(secrets())
                .hasSize(Binding.MOST_FORMER + 1)
                .doesNotContain(OLD)
                .contains("name-0");
        assertThat(run.database().phase()).isEqualTo(DatabasePhase.CREATED);
    }

    @Test
    void namesThatNoSecretCanHaveAreRefusedWhenTheyAreApplied() {
        for (var wrong : List.of("", "Upper", "a_b", "-a", "a.", "a..b", "a".repeat(254))) {
            assertThatThrownBy(() -> call(wrong)).as(wrong).hasMessageContaining("spec.secret.name");
        }
        call("a".repeat(253));
    }

    private static Steps killing(Checkpoint point) {
        return step -> {
            if (step.is(point)) {
                throw new Killed();
            }
        };
    }

    private void call(String name) {
        patch("{secret: {name: '" + name + "'}}");
    }

    private void endOverlap() {
        run.database()
                .update(s -> s.binding(new Binding(
                        binding().name(),
                        binding().formerOrNone().stream()
                                .map(secret -> new FormerSecret(secret.name(), Instant.EPOCH.toString()))
                                .toList())));
    }

    private Binding binding() {
        return Objects.requireNonNull(run.database().status().binding());
    }

    private Set<String> secrets() {
        var names = new TreeSet<String>();
        run.client.secrets().inNamespace(run.namespace).list().getItems().stream()
                .filter(s -> s.getType().startsWith("servicebinding.io/")
                        || s.getMetadata().getName().equals("taken"))
                .forEach(s -> names.add(s.getMetadata().getName()));
        return names;
    }

    private void note(String name) {
        run.client
                .resource(secret(name))
                .patch(
                        PatchContext.of(PatchType.JSON_MERGE),
                        "{\"metadata\":{\"annotations\":{\"" + ApiGroup.RESTORED_ANNOTATION + "\":\"[]\"}}}");
    }

    private Secret secret(String name) {
        return run.client.secrets().inNamespace(run.namespace).withName(name).require();
    }

    private Map<String, String> annotations(String name) {
        return secret(name).getMetadata().getAnnotations();
    }

    private Map<String, String> data(String name) {
        return secret(name).getData();
    }

    private Credentials account(String name) {
        return new Credentials(value(name, "username"), value(name, "password"));
    }

    private String value(String name, String key) {
        return new String(Base64.getDecoder().decode(data(name).get(key)), StandardCharsets.UTF_8);
    }

    private void patch(String spec) {
        run.client.resource("""
                        apiVersion: db.isotoma.com/v1alpha1
                        kind: Database
                        metadata: {name: %s, namespace: %s}
                        spec: %s
                        """.formatted(OLD, run.namespace, spec)).patch(PatchContext.of(PatchType.JSON_MERGE));
    }
}
