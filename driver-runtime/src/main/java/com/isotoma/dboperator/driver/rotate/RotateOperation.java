package com.isotoma.dboperator.driver.rotate;

import com.isotoma.dboperator.crds.v1alpha1.ApiGroup;
import com.isotoma.dboperator.crds.v1alpha1.DatabasePhase;
import com.isotoma.dboperator.crds.v1alpha1.RotationStatus;
import com.isotoma.dboperator.crds.v1alpha1.Rotations;
import com.isotoma.dboperator.driver.cluster.DatabaseHandle;
import com.isotoma.dboperator.driver.cluster.EventRecorder;
import com.isotoma.dboperator.driver.cluster.secret.ApplicationSecret;
import com.isotoma.dboperator.driver.cluster.secret.Passwords;
import com.isotoma.dboperator.driver.cluster.secret.SecretContent;
import com.isotoma.dboperator.driver.database.DatabaseTargets;
import com.isotoma.dboperator.driver.database.IdentityCheck;
import com.isotoma.dboperator.driver.database.RotationPlan;
import com.isotoma.dboperator.driver.run.Steps;
import com.isotoma.dboperator.driver.spi.Credentials;
import com.isotoma.dboperator.driver.spi.DatabaseTarget;
import com.isotoma.dboperator.driver.spi.DriverApi;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Reasons;
import com.isotoma.dboperator.driver.spi.Rotation;
import com.isotoma.dboperator.reasons.DriverEvents;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.UUID;

/**
 * Changes the password by which applications log in. At every moment the server takes what the Secret has. The status says
 * that a rotation begins before the server is changed, and the Secret bears the name of the rotation that its password is from;
 * so a run that comes after one that was cut off knows how far that one got.
 */
public final class RotateOperation {
    private final DatabaseTargets targets;
    private final IdentityCheck identity;
    private final ApplicationSecret secret;
    private final Passwords passwords;
    private final EventRecorder events;
    private final FormerSecrets former;
    private final Steps steps;
    private final Clock clock;

    @Inject
    RotateOperation(
            DatabaseTargets targets,
            IdentityCheck identity,
            ApplicationSecret secret,
            Passwords passwords,
            EventRecorder events,
            FormerSecrets former,
            Steps steps,
            Clock clock) {
        this.targets = targets;
        this.identity = identity;
        this.secret = secret;
        this.passwords = passwords;
        this.events = events;
        this.former = former;
        this.steps = steps;
        this.clock = clock;
    }

    /** What one run works with. */
    private record Work(DatabaseHandle database, DriverApi driver, DatabaseTarget target, SecretContent content) {}

    /** @throws DriverException what keeps the password from being changed; applications go on with what they have */
    public void run(DatabaseHandle database, DriverApi driver) throws DriverException, InterruptedException {
        if (database.deletionRequested()
                || database.phase() != DatabasePhase.CREATED
                || database.status().activeRestore() != null) {
            steps.note("Nothing to rotate in phase " + database.phase());
            return;
        }
        former.retire(database);
        var due = Rotations.due(database.rotation(), database.rotateRequest(), clock.instant());
        if (due == Rotations.Due.NOTHING) {
            steps.note("Nothing to rotate: nothing is due");
            return;
        }
        refuseWhatCannotBe(database, driver, due);
        var target = targets.inForce(database, driver);
        driver.validate(target);
        identity.require(database, driver, target);
        var work = new Work(database, driver, target, SecretContent.of(database, driver, target));
        if (due == Rotations.Due.END) {
            end(work);
        } else {
            rotate(work);
        }
    }

    /** What can never be is not asked for again and again. */
    private static void refuseWhatCannotBe(DatabaseHandle database, DriverApi driver, Rotations.Due due)
            throws DriverException {
        var why = RotationPlan.impossible(database, driver);
        if (due == Rotations.Due.BEGIN && why.isPresent()) {
            var now = database.rotation();
            database.update(s -> s.rotation(new RotationStatus(
                    now.last(), null, now.retireAt(), now.retiring(), now.username(), null, database.rotateRequest())));
            throw why.get();
        }
    }

    private void end(Work work) throws DriverException, InterruptedException {
        var database = work.database();
        work.driver().endRotation(work.target(), current(work));
        steps.reached(RotateCheckpoints.ENDED_ON_SERVER);
        var now = database.rotation();
        database.update(s ->
                s.rotation(new RotationStatus(now.last(), now.next(), null, null, now.username(), null, now.served())));
        steps.reached(RotateCheckpoints.ENDED);
        events.normal(
                database,
                DriverEvents.ROTATION_ENDED,
                "Applications can log in with what the Secret " + database.secretInUse()
                        + " has, and with nothing of before");
    }

    private void rotate(Work work) throws DriverException, InterruptedException {
        var database = work.database();
        var begun = database.rotation().begun();
        if (begun != null && secret.bears(database, begun)) {
            record(work);
            return;
        }
        var account = current(work);
        if (begun == null) {
            work.driver().endRotation(work.target(), account);
            steps.reached(RotateCheckpoints.ENDED_ON_SERVER);
        }
        var name = begun == null ? UUID.randomUUID().toString() : begun;
        var now = database.rotation();
        database.update(s -> s.rotation(new RotationStatus(
                now.last(), now.next(), null, account.username(), now.username(), name, now.served())));
        steps.reached(RotateCheckpoints.BEGUN);
        var next = new Credentials(
                RotationPlan.next(work.driver().logins(work.target()), account.username()), passwords.next());
        work.driver().beginRotation(new Rotation(work.target(), account, next));
        steps.reached(RotateCheckpoints.ON_SERVER);
        secret.rotate(database, work.content(), account, next, name);
        steps.reached(RotateCheckpoints.SECRET_WRITTEN);
        record(work);
    }

    /** The overlap begins when it is known that the Secret has the new password. */
    private void record(Work work) throws DriverException {
        var database = work.database();
        var now = database.rotation();
        var time = clock.instant();
        var overlap = database.spec().effectiveRotation().effectiveOverlap();
        var account = current(work);
        secret.follow(database, work.content(), account);
        var retireAt = Rotations.text(time.plus(overlap));
        database.update(s -> s.rotation(new RotationStatus(
                        Rotations.text(time),
                        RotationPlan.after(database.spec(), time),
                        retireAt,
                        now.retiring(),
                        account.username(),
                        null,
                        database.rotateRequest() == null ? now.served() : database.rotateRequest()))
                .passwordRotated(
                        true,
                        DriverEvents.ROTATED,
                        "The Secret " + database.secretInUse() + " has a password of " + Rotations.text(time)));
        steps.reached(RotateCheckpoints.ROTATED);
        events.normal(database, DriverEvents.ROTATED, told(database, account, retireAt));
    }

    private static String told(DatabaseHandle database, Credentials account, String retireAt) {
        return "The Secret " + database.secretInUse() + " has another password for the user " + account.username()
                + "; what applications logged in with before goes on until " + retireAt;
    }

    private Credentials current(Work work) throws DriverException {
        var database = work.database();
        return secret.current(database, work.content())
                .orElseThrow(() -> DriverException.user(
                        Reasons.SECRET_NOT_FOUND,
                        "The Secret " + database.secretInUse()
                                + " is missing or has no password, so there is none to go on from:"
                                + " annotate the Database with " + ApiGroup.REFRESH_ANNOTATION
                                + " and a new value, which makes it again"));
    }
}
