package com.isotoma.dboperator.driver.create;

import com.isotoma.dboperator.crds.v1alpha1.InitSqlSource;
import com.isotoma.dboperator.crds.v1alpha1.InitSqlState;
import com.isotoma.dboperator.crds.v1alpha1.InitSqlStatus;
import com.isotoma.dboperator.driver.cluster.ConfigMapValues;
import com.isotoma.dboperator.driver.cluster.DatabaseHandle;
import com.isotoma.dboperator.driver.cluster.EventRecorder;
import com.isotoma.dboperator.driver.run.Steps;
import com.isotoma.dboperator.driver.spi.Capability;
import com.isotoma.dboperator.driver.spi.Credentials;
import com.isotoma.dboperator.driver.spi.DatabaseTarget;
import com.isotoma.dboperator.driver.spi.DriverApi;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.InitialSql;
import com.isotoma.dboperator.driver.spi.Reasons;
import com.isotoma.dboperator.driver.support.Labels;
import com.isotoma.dboperator.reasons.DriverEvents;
import jakarta.inject.Inject;
import org.jspecify.annotations.Nullable;

/**
 * Runs {@code spec.initSql} once, in a database that is new. The status says that it begins before anything is changed; so a run
 * that was cut off is noticed, and the driver asked what became of it.
 */
final class InitSql {
    private final ConfigMapValues configMaps;
    private final EventRecorder events;
    private final Steps steps;

    @Inject
    InitSql(ConfigMapValues configMaps, EventRecorder events, Steps steps) {
        this.configMaps = configMaps;
        this.events = events;
        this.steps = steps;
    }

    /**
     * Looks whether it can be run, before anything is made.
     *
     * @throws DriverException of kind USER for a driver that runs none, or a ConfigMap that is missing
     */
    void check(DatabaseHandle database, DriverApi driver) throws DriverException {
        var source = database.spec().initSql();
        if (source == null || settled(database.status().initSql())) {
            return;
        }
        if (!driver.capabilities().contains(Capability.INITIAL_SQL)) {
            throw DriverException.user(
                    Reasons.NOT_SUPPORTED,
                    "spec.initSql is set, and the driver " + database.spec().driver() + " runs no SQL: remove it");
        }
        var unused = text(database, source);
    }

    void run(DatabaseHandle database, DriverApi driver, DatabaseTarget target, Credentials account)
            throws DriverException, InterruptedException {
        var source = database.spec().initSql();
        var before = database.status().initSql();
        if (source == null || settled(before)) {
            return;
        }
        var sql = text(database, source);
        var digest = Labels.hash(sql);
        if (before == null && !isNew(database, driver, target)) {
            record(database, InitSqlState.SKIPPED, digest, null, null);
            events.warning(
                    database,
                    DriverEvents.INIT_SQL_SKIPPED,
                    "spec.initSql is not run: it is for a new database, and " + target.databaseName()
                            + " was in use or had something in it before");
            return;
        }
        if (before != null && wasDone(driver, target, before, digest)) {
            record(database, InitSqlState.DONE, before.digest(), null, null);
            return;
        }
        runNow(database, driver, new InitialSql(target, account.password(), sql, account.username()), digest);
    }

    private static boolean isNew(DatabaseHandle database, DriverApi driver, DatabaseTarget target)
            throws DriverException, InterruptedException {
        return !database.status().created() && driver.isEmpty(target);
    }

    /** @throws DriverException of kind USER when some of the same text may have been run */
    private static boolean wasDone(DriverApi driver, DatabaseTarget target, InitSqlStatus before, String digest)
            throws DriverException, InterruptedException {
        boolean same = digest.equals(before.digest());
        if (before.state() == InitSqlState.RUNNING && before.token() != null) {
            var state = driver.initialSqlState(target, before.token());
            if (state == InitialSql.State.UNKNOWN && same) {
                throw DriverException.user(
                        Reasons.INIT_SQL_FAILED,
                        "The run that began spec.initSql was cut off, and which statements have been run is not known: look"
                                + " into " + target.databaseName()
                                + "; let spec.initSql have what is still to be run, or remove"
                                + " it if nothing is");
            }
            return state == InitialSql.State.DONE;
        }
        if (before.state() == InitSqlState.FAILED && same) {
            throw DriverException.user(
                    Reasons.INIT_SQL_FAILED,
                    before.message() == null ? "spec.initSql has failed: change it" : before.message());
        }
        return false;
    }

    private void runNow(DatabaseHandle database, DriverApi driver, InitialSql sql, String digest)
            throws DriverException, InterruptedException {
        try {
            driver.runInitialSql(sql, token -> {
                record(database, InitSqlState.RUNNING, digest, token, null);
                steps.reached(CreateCheckpoints.INIT_SQL_BEGUN);
            });
        } catch (DriverException e) {
            if (e.nothingChanged()) {
                database.update(s -> s.initSql(null));
            } else if (e.kind() == DriverException.Kind.USER) {
                record(database, InitSqlState.FAILED, digest, null, e.getMessage());
            }
            throw e;
        }
        steps.reached(CreateCheckpoints.INIT_SQL_RUN, "spec.initSql has been run");
        record(database, InitSqlState.DONE, digest, null, null);
    }

    private static boolean settled(@Nullable InitSqlStatus status) {
        return status != null && (status.state() == InitSqlState.DONE || status.state() == InitSqlState.SKIPPED);
    }

    private String text(DatabaseHandle database, InitSqlSource source) throws DriverException {
        if (source.configMapKeyRef() != null) {
            return configMaps.value(database.namespace(), "spec.initSql.configMapKeyRef", source.configMapKeyRef());
        }
        return source.value() == null ? "" : source.value();
    }

    private static void record(
            DatabaseHandle database,
            InitSqlState state,
            @Nullable String digest,
            @Nullable String token,
            @Nullable String message) {
        database.update(s -> s.initSql(new InitSqlStatus(state, digest, token, message)));
    }
}
