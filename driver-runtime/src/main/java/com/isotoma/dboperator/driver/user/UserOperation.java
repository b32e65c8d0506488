package com.isotoma.dboperator.driver.user;

import com.isotoma.dboperator.crds.v1alpha1.DatabasePhase;
import com.isotoma.dboperator.crds.v1alpha1.DatabaseUserStatus;
import com.isotoma.dboperator.crds.v1alpha1.ListedUser;
import com.isotoma.dboperator.crds.v1alpha1.Rotations;
import com.isotoma.dboperator.crds.v1alpha1.SecretSpec;
import com.isotoma.dboperator.crds.v1alpha1.UserPhase;
import com.isotoma.dboperator.driver.cluster.DatabaseHandle;
import com.isotoma.dboperator.driver.cluster.EventRecorder;
import com.isotoma.dboperator.driver.cluster.UserHandle;
import com.isotoma.dboperator.driver.cluster.secret.SecretContent;
import com.isotoma.dboperator.driver.cluster.secret.UserSecret;
import com.isotoma.dboperator.driver.database.IdentityCheck;
import com.isotoma.dboperator.driver.database.RotationPlan;
import com.isotoma.dboperator.driver.run.Steps;
import com.isotoma.dboperator.driver.spi.Capability;
import com.isotoma.dboperator.driver.spi.Credentials;
import com.isotoma.dboperator.driver.spi.DriverApi;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Reasons;
import com.isotoma.dboperator.driver.spi.UserRequest;
import com.isotoma.dboperator.driver.spi.UserTarget;
import com.isotoma.dboperator.reasons.DriverEvents;
import com.isotoma.dboperator.reasons.UserReasons;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Objects;

/** Brings the account of a DatabaseUser and its Secret to what it asks for. Every run may be the first or the tenth. */
final class UserOperation {
    private final UserTargets targets;
    private final IdentityCheck identity;
    private final UserSecret secret;
    private final UserRotation rotation;
    private final EventRecorder events;
    private final Steps steps;
    private final Clock clock;

    @Inject
    UserOperation(
            UserTargets targets,
            IdentityCheck identity,
            UserSecret secret,
            UserRotation rotation,
            EventRecorder events,
            Steps steps,
            Clock clock) {
        this.targets = targets;
        this.identity = identity;
        this.secret = secret;
        this.rotation = rotation;
        this.events = events;
        this.steps = steps;
        this.clock = clock;
    }

    void run(DatabaseHandle database, UserHandle user, DriverApi driver) throws DriverException, InterruptedException {
        if (database.deletionRequested()
                || database.phase() != DatabasePhase.CREATED
                || database.status().activeRestore() != null) {
            steps.note("Nothing to do in phase " + database.phase());
            return;
        }
        if (!driver.capabilities().contains(Capability.USERS)) {
            throw DriverException.user(
                    Reasons.NOT_SUPPORTED,
                    "The driver " + database.driver()
                            + " gives a database no further users: use the Secret of Database " + database.name()
                            + ", and delete this DatabaseUser");
        }
        bring(database, user, driver);
    }

    private void bring(DatabaseHandle database, UserHandle user, DriverApi driver)
            throws DriverException, InterruptedException {
        // What is read here is what will be called observed, even if the spec changes while this runs.
        long generation = user.generation();
        var refresh = user.refreshRequest();
        var basis = DatabaseUserStatus.basisOf(database.resource());
        boolean changed = !Objects.equals(user.status().observedGeneration(), generation)
                || !Objects.equals(user.status().refreshed(), refresh);
        user.hold();
        steps.reached(UserCheckpoints.HELD);
        if (!basis.equals(user.status().basis())) {
            user.update(s -> s.phase(UserPhase.CREATING)
                    .driver(database.driver())
                    .ready(false, UserReasons.CREATING, "The account and its Secret are being made"));
            steps.reached(UserCheckpoints.CREATING);
        }
        boolean made = user.phase() == UserPhase.CREATING;
        var target = targets.of(database, user, driver);
        identity.require(database, driver, target.database());
        var content = new SecretContent(
                target.database().databaseName(),
                driver.logins(target),
                login -> driver.binding(target.database(), login),
                SecretSpec.NONE);
        boolean lost = user.status().rotating() && secret.current(user, content).isEmpty();
        if (lost) {
            user.update(s -> s.rotation(user.rotation().withoutOverlap()));
        }
        var account = secret.account(user, content);
        steps.reached(UserCheckpoints.PASSWORD_DECIDED);
        // From here on there may be something on the server, which a deletion has to remove.
        user.update(s -> s.username(target.username()));
        steps.reached(UserCheckpoints.NAME_RECORDED);
        var now = onServer(user, driver, target, content, account);
        secret.publish(user, content, now);
        steps.reached(UserCheckpoints.SECRET_WRITTEN);
        ListedUsers.put(
                database,
                new ListedUser(user.name(), target.username(), user.spec().access()));
        user.update(s -> s.phase(UserPhase.CREATED)
                .observed(generation, refresh, basis)
                .rotation(RotationPlan.planned(user.rotation(), user.spec().effectiveRotation(), user.createdAt()))
                .binding(user.secretName())
                .ready(true, UserReasons.CREATED, "Ready for use: connect with the Secret " + user.secretName()));
        steps.reached(UserCheckpoints.CREATED);
        tell(user, target, made, changed);
    }

    /** @return the login and password that the Secret has from then on */
    private Credentials onServer(
            UserHandle user, DriverApi driver, UserTarget target, SecretContent content, Credentials account)
            throws DriverException, InterruptedException {
        var due = Rotations.due(user.rotation(), user.rotateRequest(), clock.instant());
        if (due == Rotations.Due.NOTHING) {
            driver.ensureUser(
                    user.status().rotating()
                            ? UserRequest.overlapping(target, account)
                            : UserRequest.alone(target, account));
            steps.reached(UserCheckpoints.ON_SERVER);
            return account;
        }
        return due == Rotations.Due.END
                ? rotation.end(user, driver, target, account)
                : rotation.begin(user, driver, target, content, account);
    }

    private void tell(UserHandle user, UserTarget target, boolean made, boolean changed) {
        var what = "Account " + target.username() + " is ready; the Secret " + user.secretName()
                + " has what is needed to connect";
        if (made) {
            events.normal(user, UserReasons.CREATED, what);
        } else if (changed) {
            events.normal(user, DriverEvents.UPDATED, "The change is in force: " + what);
        }
    }
}
