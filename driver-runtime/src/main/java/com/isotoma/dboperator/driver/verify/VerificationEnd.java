package com.isotoma.dboperator.driver.verify;

import com.isotoma.dboperator.crds.v1alpha1.Verification;
import com.isotoma.dboperator.crds.v1alpha1.VerificationResult;
import com.isotoma.dboperator.driver.cluster.BackupHandle;
import com.isotoma.dboperator.driver.cluster.DatabaseHandle;
import com.isotoma.dboperator.driver.cluster.EventRecorder;
import com.isotoma.dboperator.driver.cluster.status.LeftOut;
import com.isotoma.dboperator.driver.run.Steps;
import com.isotoma.dboperator.driver.spi.Contents;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.reasons.BackupReasons;
import com.isotoma.dboperator.reasons.DriverEvents;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes down what a verification came to, on the Backup and in Events. It began when this was made. */
final class VerificationEnd {
    private final DatabaseHandle database;
    private final BackupHandle backup;
    private final String request;
    private final Instant began;
    private final Clock clock;
    private final EventRecorder events;
    private final Steps steps;

    VerificationEnd(
            DatabaseHandle database,
            BackupHandle backup,
            String request,
            Clock clock,
            EventRecorder events,
            Steps steps) {
        this.database = database;
        this.backup = backup;
        this.request = request;
        this.began = clock.instant();
        this.clock = clock;
        this.events = events;
        this.steps = steps;
    }

    /**
     * @param contents what was restored; null where nothing could be counted
     * @param notes what a restore leaves out
     * @param left what is to be said besides, or nothing
     */
    void passed(@Nullable Contents contents, List<String> notes, String left) {
        var tables = contents == null ? 0 : contents.tables();
        var rows = contents == null ? 0 : contents.totalRows();
        var message = "Restored beside the database in use, and counted: " + rows + " rows in " + tables + " tables"
                + (notes.isEmpty() ? "" : ". " + LeftOut.byRestores(notes)) + left;
        backup.update(s ->
                s.verified(verification(VerificationResult.PASSED, tables, rows, message), BackupReasons.RESTORABLE));
        steps.reached(VerifyCheckpoints.PASSED);
        events.normal(database, backup, DriverEvents.BACKUP_VERIFIED, message);
    }

    /** It cannot be restored as it is. */
    void failed(DriverException e, String left) {
        var message = e.getMessage() + left;
        backup.update(s -> s.verified(verification(VerificationResult.FAILED, null, null, message), e.reason()));
        steps.reached(VerifyCheckpoints.FAULTY, "The Backup is not what it should be: " + message);
        events.warning(database, backup, e.reason(), message);
    }

    /** Nothing is known about it. */
    void undecided(String reason, String message) {
        backup.update(s -> s.verified(verification(VerificationResult.UNDECIDED, null, null, message), reason));
        steps.reached(VerifyCheckpoints.UNDECIDED, "The Backup could not be verified: " + message);
        events.warning(database, backup, reason, message);
    }

    private Verification verification(
            VerificationResult result, @Nullable Integer tables, @Nullable Long rows, String message) {
        return new Verification(request, result, text(began), text(clock.instant()), tables, rows, message);
    }

    private static String text(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
