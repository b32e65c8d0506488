package com.isotoma.dboperator.driver.create;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.isotoma.dboperator.crds.v1alpha1.Database;
import com.isotoma.dboperator.driver.TestResources;
import com.isotoma.dboperator.driver.stage.MemoryDriver;
import com.isotoma.dboperator.driver.stage.TestRun;
import io.fabric8.kubernetes.api.model.Secret;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * A Database that goes although a run has just put its finalizer on it: the API server looks for finalizers before it
 * deletes, and one that comes between the two does not count.
 */
@Execution(ExecutionMode.CONCURRENT)
class VanishedDatabaseIT {
    private static final String NAME = "shop";

    private final TestRun run = new TestRun();

    VanishedDatabaseIT() throws Exception {}

    @BeforeEach
    void makeDatabaseWithSecret() {
        run.secret("admin", Map.of("password", "secret"));
        run.apply("""
                apiVersion: db.isotoma.com/v1alpha1
                kind: Database
                metadata: {name: %s}
                spec:
                  driver: memory
                  deletionPolicy: Delete
                  connect: {host: nowhere}
                  credentials:
                    username: {value: admin}
                    password: {valueFrom: {secretKeyRef: {name: admin, key: password}}}
                """.formatted(NAME));
    }

    @AfterEach
    void close() {
        TestResources.release(run.client, List.of(admin()));
        run.close();
    }

    @Test
    void itsSecretIsLetGoOf() {
        assertThatThrownBy(() -> create(this::vanish)).isInstanceOf(RuntimeException.class);

        assertThat(admin().getMetadata().getFinalizers()).isEmpty();
    }

    @Test
    void itsSecretIsLetGoOfByARunThatIsAskedToEnd() {
        assertThatThrownBy(() -> create(() -> {
                    vanish();
                    Thread.currentThread().interrupt();
                }))
                .isInstanceOf(Exception.class);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(admin().getMetadata().getFinalizers()).isEmpty();
    }

    @Test
    void aSecretIsHeldWhileTheDatabaseIsThere() {
        assertThatThrownBy(() -> create(() -> {
                    throw new IllegalStateException("a defect");
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(admin().getMetadata().getFinalizers()).hasSize(1);
    }

    private void create(Runnable onceHeld) throws Exception {
        run.create(NAME, new MemoryDriver(MemoryDriver.GOOD), step -> {
            if (step.is(CreateCheckpoints.FINALIZERS_IN_PLACE)) {
                assertThat(admin().getMetadata().getFinalizers()).hasSize(1);
                onceHeld.run();
            }
        });
    }

    private void vanish() {
        var database =
                run.client.resources(Database.class).inNamespace(run.namespace).withName(NAME);
        TestResources.release(run.client, List.of(database.get()));
        database.delete();
    }

    private Secret admin() {
        return run.client.secrets().inNamespace(run.namespace).withName("admin").get();
    }
}
