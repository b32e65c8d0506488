package com.isotoma.dboperator.driver.create;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.isotoma.dboperator.crds.v1alpha1.Database;
import com.isotoma.dboperator.crds.v1alpha1.DatabasePhase;
import com.isotoma.dboperator.crds.v1alpha1.DatabaseStatus;
import com.isotoma.dboperator.crds.v1alpha1.InitSqlState;
import com.isotoma.dboperator.driver.run.Checkpoint;
import com.isotoma.dboperator.driver.spi.Capability;
import com.isotoma.dboperator.driver.spi.DatabaseTarget;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.InitialSql;
import com.isotoma.dboperator.driver.spi.Reasons;
import com.isotoma.dboperator.driver.stage.StoringDriver;
import com.isotoma.dboperator.driver.stage.TestRun;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.dsl.NonDeletingOperation;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** {@code spec.initSql} is run once, whatever happens meanwhile; on a real API server. */
@Execution(ExecutionMode.CONCURRENT)
class InitSqlIT {
    private final TestRun run = new TestRun();
    private final SqlDriver driver = new SqlDriver();

    InitSqlIT() throws Exception {}

    @AfterEach
    void close() {
        run.close();
    }

    /** Runs each SQL by remembering it. */
    private static final class SqlDriver extends StoringDriver {
        private final List<String> ran = new ArrayList<>();
        private Set<Capability> capabilities = EnumSet.allOf(Capability.class);
        private InitialSql.State state = InitialSql.State.UNKNOWN;
        private @Nullable DriverException sqlFailure;

        @Override
        public Set<Capability> capabilities() {
            return capabilities;
        }

        @Override
        public void runInitialSql(InitialSql sql, InitialSql.Begun begun) throws DriverException {
            begun.as("a token");
            ran.add(sql.sql());
            if (sqlFailure != null) {
                throw sqlFailure;
            }
            store(sql.target().databaseName(), "made by SQL");
        }

        @Override
        public InitialSql.State initialSqlState(DatabaseTarget target, String token) {
            assertThat(token).isEqualTo("a token");
            return state;
        }
    }

    private void ask(String initSql) {
        run.client
                .resource("""
                        apiVersion: db.isotoma.com/v1alpha1
                        kind: Database
                        metadata: {name: %s, namespace: %s}
                        spec: {initSql: %s}
                        """.formatted(TestRun.NAME, run.namespace, initSql))
                .patch(PatchContext.of(PatchType.JSON_MERGE));
    }

    private DatabaseStatus status() {
        return run.client
                .resources(Database.class)
                .inNamespace(run.namespace)
                .withName(TestRun.NAME)
                .require()
                .getStatus();
    }

    private @Nullable InitSqlState state() {
        var status = status().initSql();
        return status == null ? null : status.state();
    }

    private void configMap(String sql) {
        run.client
                .resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withNamespace(run.namespace)
                        .withName("schema")
                        .endMetadata()
                        .addToData("init.sql", sql)
                        .build())
                .createOr(NonDeletingOperation::update);
    }

    private void refused(String reason, String message) {
        assertThatThrownBy(() -> run.create(driver))
                .isInstanceOfSatisfying(DriverException.class, e -> {
                    assertThat(e.kind()).isEqualTo(DriverException.Kind.USER);
                    assertThat(e.reason()).isEqualTo(reason);
                })
                .hasMessageContaining(message);
    }

    /** A run that is killed there. */
    private void killedAt(Checkpoint where) {
        assertThatThrownBy(() -> run.create(TestRun.NAME, driver, step -> {
                    if (step.is(where)) {
                        throw new IllegalStateException("killed");
                    }
                }))
                .hasMessage("killed");
    }

    @Test
    void itIsRunOnceAndNeverAgain() throws Exception {
        configMap("CREATE 1");
        ask("{configMapKeyRef: {name: schema, key: init.sql}}");
        run.create(driver);
        assertThat(state()).isEqualTo(InitSqlState.DONE);
        assertThat(status().phase()).isEqualTo(DatabasePhase.CREATED);

        configMap("CREATE 2");
        run.create(driver);
        ask("{value: CREATE 3, configMapKeyRef: null}");
        run.create(driver);
        assertThat(driver.ran).containsExactly("CREATE 1");
    }

    @Test
    void aDatabaseThatIsNotNewIsLeftAsItIs() throws Exception {
        run.create(driver);
        ask("{value: CREATE 1}");
        run.create(driver);

        assertThat(driver.ran).isEmpty();
        assertThat(state()).isEqualTo(InitSqlState.SKIPPED);
    }

    /** As after a deletion with Retain, or of the resource alone. */
    @Test
    void neitherIsOneThatHasSomethingAlready() throws Exception {
        killedAt(CreateCheckpoints.ON_SERVER);
        driver.store(driver.names().getFirst(), "data");
        ask("{value: CREATE 1}");
        run.create(driver);

        assertThat(driver.ran).isEmpty();
        assertThat(state()).isEqualTo(InitSqlState.SKIPPED);
    }

    @Test
    void aRunThatIsKilledBetweenSqlAndRecordDoesNotRunItAgain() throws Exception {
        ask("{value: CREATE 1}");
        killedAt(CreateCheckpoints.INIT_SQL_RUN);
        assertThat(state()).isEqualTo(InitSqlState.RUNNING);
        driver.state = InitialSql.State.DONE;
        run.create(driver);

        assertThat(driver.ran).hasSize(1);
        assertThat(state()).isEqualTo(InitSqlState.DONE);
    }

    @Test
    void oneThatIsKilledBeforeDoesAndWhereNothingIsKnownAPersonDecides() throws Exception {
        ask("{value: CREATE 1}");
        killedAt(CreateCheckpoints.INIT_SQL_BEGUN);
        refused(Reasons.INIT_SQL_FAILED, "was cut off");
        assertThat(driver.ran).isEmpty();
        driver.state = InitialSql.State.NOT_DONE;
        run.create(driver);

        assertThat(driver.ran).containsExactly("CREATE 1");
        assertThat(state()).isEqualTo(InitSqlState.DONE);
    }

    @Test
    void whatFailedWithoutAChangeIsRunAgain() throws Exception {
        ask("{value: CREATE 1}");
        driver.sqlFailure = DriverException.user(Reasons.INIT_SQL_FAILED, "statement 1 fails")
                .withNothingChanged();
        refused(Reasons.INIT_SQL_FAILED, "statement 1");
        assertThat(status().initSql()).isNull();
        driver.sqlFailure = null;
        run.create(driver);

        assertThat(driver.ran).hasSize(2);
        assertThat(state()).isEqualTo(InitSqlState.DONE);
    }

    @Test
    void whatFailedMidwayIsRunAgainOnlyWhenTheTextIsAnother() throws Exception {
        ask("{value: CREATE 1}");
        driver.sqlFailure = DriverException.user(Reasons.INIT_SQL_FAILED, "statement 2 fails");
        refused(Reasons.INIT_SQL_FAILED, "statement 2");
        driver.sqlFailure = null;
        refused(Reasons.INIT_SQL_FAILED, "statement 2");
        assertThat(driver.ran).hasSize(1);
        assertThat(status().phase()).isEqualTo(DatabasePhase.CREATING);
        driver.store(Objects.requireNonNull(status().databaseName()), "half");

        ask("{value: CREATE 2}");
        run.create(driver);
        assertThat(driver.ran).containsExactly("CREATE 1", "CREATE 2");
    }

    @Test
    void whatCannotBeRunIsRefusedBeforeAnythingIsMade() {
        ask("{value: CREATE 1}");
        driver.capabilities = Set.of();
        refused(Reasons.NOT_SUPPORTED, "spec.initSql");
        driver.capabilities = EnumSet.allOf(Capability.class);
        ask("{value: null, configMapKeyRef: {name: nowhere, key: k}}");
        refused(Reasons.CONFIG_MAP_NOT_FOUND, "spec.initSql.configMapKeyRef");

        assertThat(driver.names()).isEmpty();
    }
}
