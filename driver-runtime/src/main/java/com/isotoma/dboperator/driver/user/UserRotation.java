package com.isotoma.dboperator.driver.user;

import com.isotoma.dboperator.crds.v1alpha1.RotationStatus;
import com.isotoma.dboperator.crds.v1alpha1.Rotations;
import com.isotoma.dboperator.driver.cluster.EventRecorder;
import com.isotoma.dboperator.driver.cluster.UserHandle;
import com.isotoma.dboperator.driver.cluster.secret.Passwords;
import com.isotoma.dboperator.driver.cluster.secret.SecretContent;
import com.isotoma.dboperator.driver.cluster.secret.UserSecret;
import com.isotoma.dboperator.driver.database.RotationPlan;
import com.isotoma.dboperator.driver.run.Steps;
import com.isotoma.dboperator.driver.spi.Credentials;
import com.isotoma.dboperator.driver.spi.DriverApi;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.UserRequest;
import com.isotoma.dboperator.driver.spi.UserTarget;
import com.isotoma.dboperator.reasons.DriverEvents;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.UUID;

/**
 * Changes the password of a DatabaseUser, as that of a Database is changed: the status says that a rotation begins before the
 * server is changed, and the Secret bears the name of the rotation that its password is from.
 */
final class UserRotation {
    private final UserSecret secret;
    private final Passwords passwords;
    private final EventRecorder events;
    private final Steps steps;
    private final Clock clock;

    @Inject
    UserRotation(UserSecret secret, Passwords passwords, EventRecorder events, Steps steps, Clock clock) {
        this.secret = secret;
        this.passwords = passwords;
        this.events = events;
        this.steps = steps;
        this.clock = clock;
    }

    /** @return what the Secret has, which alone is taken from then on */
    Credentials end(UserHandle user, DriverApi driver, UserTarget target, Credentials account)
            throws DriverException, InterruptedException {
        driver.ensureUser(UserRequest.alone(target, account));
        steps.reached(UserCheckpoints.ON_SERVER);
        var now = user.rotation();
        user.update(s ->
                s.rotation(new RotationStatus(now.last(), now.next(), null, null, now.username(), null, now.served())));
        events.normal(
                user,
                DriverEvents.ROTATION_ENDED,
                "Applications can log in with what the Secret " + user.secretName()
                        + " has, and with nothing of before");
        return account;
    }

    /** @return what the Secret has from then on */
    Credentials begin(UserHandle user, DriverApi driver, UserTarget target, SecretContent content, Credentials account)
            throws DriverException, InterruptedException {
        var begun = user.rotation().begun();
        if (begun != null && secret.bears(user, begun)) {
            driver.ensureUser(UserRequest.overlapping(target, account));
            record(user, account);
            return account;
        }
        if (begun == null) {
            driver.ensureUser(UserRequest.alone(target, account));
            steps.reached(UserCheckpoints.ON_SERVER);
        }
        var name = begun == null ? UUID.randomUUID().toString() : begun;
        var now = user.rotation();
        user.update(s -> s.rotation(new RotationStatus(
                now.last(), now.next(), null, account.username(), now.username(), name, now.served())));
        steps.reached(UserCheckpoints.ROTATION_BEGUN);
        var next = new Credentials(RotationPlan.next(driver.logins(target), account.username()), passwords.next());
        driver.ensureUser(UserRequest.changing(target, account, next));
        steps.reached(UserCheckpoints.BOTH_TAKEN);
        secret.rotate(user, content, account, next, name);
        steps.reached(UserCheckpoints.ROTATED);
        record(user, next);
        return next;
    }

    /** The overlap begins when it is known that the Secret has the new password. */
    private void record(UserHandle user, Credentials account) {
        var now = user.rotation();
        var time = clock.instant();
        var spec = user.spec().effectiveRotation();
        var retireAt = Rotations.text(time.plus(spec.effectiveOverlap()));
        var served = user.rotateRequest() == null ? now.served() : user.rotateRequest();
        user.update(s -> s.rotation(new RotationStatus(
                        Rotations.text(time),
                        RotationPlan.after(spec, time),
                        retireAt,
                        now.retiring(),
                        account.username(),
                        null,
                        served))
                .passwordRotated(
                        true,
                        DriverEvents.ROTATED,
                        "The Secret " + user.secretName() + " has a password of " + Rotations.text(time)));
        events.normal(
                user,
                DriverEvents.ROTATED,
                "The Secret " + user.secretName() + " has another password for the user " + account.username()
                        + "; what applications logged in with before goes on until " + retireAt);
    }
}
