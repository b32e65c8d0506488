package com.isotoma.dboperator.driver.create;

import com.isotoma.dboperator.crds.v1alpha1.Binding;
import com.isotoma.dboperator.crds.v1alpha1.DatabasePhase;
import com.isotoma.dboperator.crds.v1alpha1.Rotations;
import com.isotoma.dboperator.crds.v1alpha1.SecretReferences;
import com.isotoma.dboperator.driver.cluster.DatabaseHandle;
import com.isotoma.dboperator.driver.cluster.EventRecorder;
import com.isotoma.dboperator.driver.cluster.secret.ApplicationSecret;
import com.isotoma.dboperator.driver.cluster.secret.SecretContent;
import com.isotoma.dboperator.driver.cluster.secret.SecretGuard;
import com.isotoma.dboperator.driver.cluster.secret.SecretNames;
import com.isotoma.dboperator.driver.cluster.status.Conditions;
import com.isotoma.dboperator.driver.database.DatabaseTargets;
import com.isotoma.dboperator.driver.database.IdentityCheck;
import com.isotoma.dboperator.driver.database.RotationPlan;
import com.isotoma.dboperator.driver.run.Steps;
import com.isotoma.dboperator.driver.spi.CreateRequest;
import com.isotoma.dboperator.driver.spi.DatabaseTarget;
import com.isotoma.dboperator.driver.spi.DriverApi;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Warning;
import com.isotoma.dboperator.driver.trial.BackupsTrial;
import com.isotoma.dboperator.driver.trial.ClearStore;
import com.isotoma.dboperator.reasons.DatabaseReasons;
import com.isotoma.dboperator.reasons.DriverEvents;
import io.fabric8.kubernetes.api.model.Condition;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Brings a Database to Created, or a Created one to its new spec. */
public final class CreateOperation {
    private final DatabaseTargets targets;
    private final IdentityCheck identity;
    private final SecretGuard guard;
    private final ApplicationSecret secret;
    private final InitSql initSql;
    private final BackupsTrial backups;
    private final Comparison comparison;
    private final EventRecorder events;
    private final Steps steps;
    private final Clock clock;

    @Inject
    CreateOperation(
            DatabaseTargets targets,
            IdentityCheck identity,
            SecretGuard guard,
            ApplicationSecret secret,
            InitSql initSql,
            BackupsTrial backups,
            Comparison comparison,
            EventRecorder events,
            Steps steps,
            Clock clock) {
        this.targets = targets;
        this.identity = identity;
        this.guard = guard;
        this.secret = secret;
        this.initSql = initSql;
        this.backups = backups;
        this.comparison = comparison;
        this.events = events;
        this.steps = steps;
        this.clock = clock;
    }

    /** @throws DriverException what keeps the Database from being created */
    public void run(DatabaseHandle database, DriverApi driver) throws DriverException, InterruptedException {
        var phase = database.phase();
        if (database.deletionRequested()) {
            steps.note("Nothing to create: the Database is being deleted");
            return;
        }
        if (phase != null && phase != DatabasePhase.CREATING && phase != DatabasePhase.CREATED) {
            steps.note("Nothing to create in phase " + phase);
            return;
        }
        if (database.status().activeRestore() != null) {
            steps.note("Nothing to create while Restore " + database.status().activeRestore() + " is at work");
            return;
        }
        try {
            make(database, driver);
        } catch (DriverException | InterruptedException | RuntimeException e) {
            letGoIfGone(database, e);
            throw e;
        }
    }

    /**
     * The same where nothing is asked for but a look: changes nothing where all is as it should be, and says so where it is
     * not.
     *
     * @throws DriverException what keeps the Database from being compared or mended
     */
    public void compare(DatabaseHandle database, DriverApi driver) throws DriverException, InterruptedException {
        if (database.phase() != DatabasePhase.CREATED
                || database.status().activeRestore() != null
                || news(database) != News.NONE) {
            run(database, driver);
            return;
        }
        var found = comparison.differences(database, driver);
        if (found.isEmpty()) {
            comparison.same(database);
            steps.note("All is as it should be");
            return;
        }
        run(database, driver);
        comparison.mended(database, found, comparison.differences(database, driver));
        steps.note("Mended: " + String.join("; ", found));
    }

    private static News news(DatabaseHandle database) {
        return News.of(
                database,
                !Objects.equals(database.refreshRequest(), database.status().refreshed()));
    }

    private void letGoIfGone(DatabaseHandle database, Exception cause) {
        try {
            guard.releaseIfGone(database);
        } catch (RuntimeException e) {
            cause.addSuppressed(e);
        }
    }

    private void make(DatabaseHandle database, DriverApi driver) throws DriverException, InterruptedException {
        // What is read here is what will be called observed, even if the spec changes while this runs.
        long generation = database.generation();
        var refresh = database.refreshRequest();
        boolean refreshing = !Objects.equals(refresh, database.status().refreshed());
        var news = News.of(database, refreshing);
        var words = database.words();
        var asked = database.spec().options();
        if (database.phase() == null) {
            database.update(s -> s.phase(DatabasePhase.CREATING)
                    .ready(false, DatabaseReasons.CREATING, "Database, user and Secret are being made"));
            steps.reached(CreateCheckpoints.CREATING);
        }
        guard.hold(database, SecretReferences.of(database.spec()));
        var names = SecretNames.of(database);
        database.recordSecretNames(names.recordedBefore());
        steps.reached(CreateCheckpoints.FINALIZERS_IN_PLACE);
        var target = targets.asAsked(database, driver);
        driver.validate(target);
        var content = SecretContent.of(database, driver, target);
        content.check();
        initSql.check(database, driver);
        refuseRotation(database, driver);
        var admitted = identity.forCreate(database, driver, target);
        steps.reached(CreateCheckpoints.SERVER_ANSWERS);
        boolean lost = database.status().rotating()
                && secret.current(database, content).isEmpty();
        var account = secret.account(database, content);
        steps.reached(CreateCheckpoints.PASSWORD_DECIDED);
        // From here on there may be something on the server, which a deletion has to remove.
        var probed = admitted.server().identity();
        var ca = DatabaseTargets.caToKeep(database, driver, target);
        database.update(s -> s.names(target.databaseName(), target.username())
                .serverIdentity(probed)
                .caCertificate(ca));
        steps.reached(CreateCheckpoints.NAMES_RECORDED);
        var adoption = admitted.adoption();
        var server = driver.create(new CreateRequest(target, account.password(), adoption.existing(), adoption.from())
                .by(account, database.status().rotating() && !lost));
        steps.reached(CreateCheckpoints.ON_SERVER, "Database and user exist on " + server.version());
        initSql.run(database, driver, target, account);
        var former = secret.publish(database, content, account);
        var binding = names.published(former, secretEnds(database));
        secret.delete(database, former.stream().skip(Binding.MOST_FORMER).toList());
        steps.reached(CreateCheckpoints.SECRET_WRITTEN);
        var warnings = driver.warnings(target);
        var before = database.status().conditions();
        database.update(s -> s.phase(DatabasePhase.CREATED)
                .warned(ClearStore.with(warnings, database.spec().backupTo()))
                .observed(generation, refresh)
                .attemptSucceeded()
                .served(words)
                .serverVersion(server.version())
                .serverIdentity(server.identity())
                .options(asked)
                .rotation(RotationPlan.planned(database, lost))
                .binding(binding)
                .ready(
                        true,
                        DatabaseReasons.CREATED,
                        "Ready for use: connect with the Secret " + database.secretName()));
        steps.reached(CreateCheckpoints.CREATED);
        tellMoved(database, names, binding);
        tell(news, database, target, account.username());
        tellNew(warnings, before, database);
        backups.make(database, refreshing);
    }

    private String secretEnds(DatabaseHandle database) {
        return Rotations.text(
                clock.instant().plus(database.spec().effectiveRotation().effectiveOverlap()));
    }

    private void tellMoved(DatabaseHandle database, SecretNames names, Binding binding) {
        var before = names.bound();
        if (before != null && binding.formerOrNone().stream().anyMatch(secret -> before.equals(secret.name()))) {
            events.normal(
                    database,
                    DriverEvents.SECRET_MOVED,
                    "The Secret " + names.current() + " has what the Secret " + before + " has, which is removed at "
                            + binding.formerOrNone().getFirst().until()
                            + ": let applications use the new name until then");
        }
    }

    private static void refuseRotation(DatabaseHandle database, DriverApi driver) throws DriverException {
        var why = RotationPlan.impossible(database, driver);
        if (database.spec().rotation() != null && why.isPresent()) {
            throw why.get();
        }
    }

    private void tell(News news, DatabaseHandle database, DatabaseTarget target, String login) {
        var what = " " + target.databaseName() + " and user " + login + " are ready; the Secret "
                + database.secretName() + " has what is needed to connect";
        switch (news) {
            case MADE -> events.normal(database, DatabaseReasons.CREATED, "Database" + what);
            case CHANGED ->
                events.normal(database, DriverEvents.UPDATED, "The change of the spec is in force: database" + what);
            case REFRESHED -> events.normal(database, DriverEvents.UPDATED, "Refreshed as asked for: database" + what);
            case READY_AGAIN -> events.normal(database, DriverEvents.UPDATED, "Ready for use again: database" + what);
            case NONE -> {}
        }
    }

    /** What a run that succeeds has to tell of a Database. */
    private enum News {
        MADE,
        CHANGED,
        REFRESHED,
        READY_AGAIN,
        NONE;

        static News of(DatabaseHandle database, boolean refreshing) {
            if (!database.status().created()) {
                return MADE;
            }
            if (refreshing) {
                return REFRESHED;
            }
            if (!Objects.equals(database.status().observedGeneration(), database.generation())) {
                return CHANGED;
            }
            return database.unreadiness().isPresent() ? READY_AGAIN : NONE;
        }
    }

    private void tellNew(List<Warning> warnings, @Nullable List<Condition> before, DatabaseHandle database) {
        warnings.stream()
                .filter(warning -> Conditions.find(before, warning.reason()).isEmpty())
                .forEach(warning -> events.warning(database, warning.reason(), warning.message()));
    }
}
