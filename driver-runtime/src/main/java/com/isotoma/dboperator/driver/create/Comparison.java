package com.isotoma.dboperator.driver.create;

import com.isotoma.dboperator.crds.v1alpha1.DriftStatus;
import com.isotoma.dboperator.driver.cluster.DatabaseHandle;
import com.isotoma.dboperator.driver.cluster.EventRecorder;
import com.isotoma.dboperator.driver.cluster.secret.ApplicationSecret;
import com.isotoma.dboperator.driver.cluster.secret.SecretContent;
import com.isotoma.dboperator.driver.database.DatabaseTargets;
import com.isotoma.dboperator.driver.database.IdentityCheck;
import com.isotoma.dboperator.driver.spi.DriverApi;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.reasons.DriverEvents;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Compares what a Database has, on its server and in its Secret, with what it should have, and says what came of it. */
final class Comparison {
    private final DatabaseTargets targets;
    private final IdentityCheck identity;
    private final ApplicationSecret secret;
    private final EventRecorder events;
    private final Clock clock;

    @Inject
    Comparison(
            DatabaseTargets targets,
            IdentityCheck identity,
            ApplicationSecret secret,
            EventRecorder events,
            Clock clock) {
        this.targets = targets;
        this.identity = identity;
        this.secret = secret;
        this.events = events;
        this.clock = clock;
    }

    /**
     * What differs, each in a few words. Changes nothing.
     *
     * @throws DriverException when the database is gone, or another owner's, or on another server, which the Database says
     *     then; or when that cannot be found out
     */
    List<String> differences(DatabaseHandle database, DriverApi driver) throws DriverException, InterruptedException {
        var target = targets.asAsked(database, driver);
        driver.validate(target);
        identity.require(database, driver, target);
        var content = SecretContent.of(database, driver, target);
        var found = new ArrayList<>(secret.differences(database, content));
        var account = secret.current(database, content);
        if (account.isPresent()) {
            found.addAll(driver.differences(target, account.get()));
        }
        return found;
    }

    /** Nothing differs. */
    void same(DatabaseHandle database) {
        var now = now();
        database.update(s -> s.drift(before(database).checked(now)));
    }

    /**
     * Something did, and was mended.
     *
     * @param left what differs still
     */
    void mended(DatabaseHandle database, List<String> found, List<String> left) {
        var now = now();
        var before = before(database);
        database.update(s -> s.drift(left.isEmpty() ? before.mended(now) : before.checked(now)));
        if (left.isEmpty()) {
            events.warning(
                    database,
                    DriverEvents.DRIFT_MENDED,
                    "It was not as it should be, and was mended: " + String.join("; ", found));
        } else {
            events.warning(
                    database,
                    DriverEvents.DRIFT_STAYS,
                    "It is not as it should be, and could not be mended: " + String.join("; ", left));
        }
    }

    private String now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static DriftStatus before(DatabaseHandle database) {
        return Objects.requireNonNullElse(database.status().drift(), DriftStatus.NONE);
    }
}
