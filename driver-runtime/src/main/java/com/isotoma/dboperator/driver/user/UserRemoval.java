package com.isotoma.dboperator.driver.user;

import com.isotoma.dboperator.crds.v1alpha1.UserPhase;
import com.isotoma.dboperator.driver.cluster.DatabaseHandle;
import com.isotoma.dboperator.driver.cluster.UserHandle;
import com.isotoma.dboperator.driver.cluster.secret.UserSecret;
import com.isotoma.dboperator.driver.database.IdentityCheck;
import com.isotoma.dboperator.driver.run.Steps;
import com.isotoma.dboperator.driver.spi.DriverApi;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.reasons.UserReasons;
import jakarta.inject.Inject;

/** Removes the account of a DatabaseUser that is being deleted, and its Secret. */
final class UserRemoval {
    private final UserTargets targets;
    private final IdentityCheck identity;
    private final UserSecret secret;
    private final Steps steps;

    @Inject
    UserRemoval(UserTargets targets, IdentityCheck identity, UserSecret secret, Steps steps) {
        this.targets = targets;
        this.identity = identity;
        this.secret = secret;
        this.steps = steps;
    }

    void run(DatabaseHandle database, UserHandle user, DriverApi driver) throws DriverException, InterruptedException {
        if (!user.held()) {
            steps.note("Nothing to remove: the drivers have let go of it");
            return;
        }
        deleting(user);
        // Recorded before the first thing is made.
        if (user.status().username() != null) {
            var target = targets.of(database, user, driver);
            identity.requireServer(database, driver, target.database());
            driver.dropUser(target);
            steps.reached(UserCheckpoints.DROPPED);
        }
        secret.delete(user);
        steps.reached(UserCheckpoints.SECRET_DELETED);
        ListedUsers.remove(database, user.name());
        steps.reached(UserCheckpoints.UNLISTED);
        user.letGo();
        steps.reached(UserCheckpoints.GONE);
    }

    /** The account went with the database, or stays there with it. */
    void runWithoutDatabase(UserHandle user) {
        if (!user.deletionRequested() || !user.held()) {
            steps.note("Nothing to remove: the DatabaseUser waits for its Database");
            return;
        }
        deleting(user);
        secret.delete(user);
        steps.reached(UserCheckpoints.SECRET_DELETED);
        user.letGo();
        steps.reached(UserCheckpoints.GONE);
    }

    private void deleting(UserHandle user) {
        user.update(s -> s.phase(UserPhase.DELETING)
                .ready(false, UserReasons.DELETING, "The account and the Secret are being removed"));
        steps.reached(UserCheckpoints.DELETING);
    }
}
