package com.isotoma.dboperator.operator.decision;

import com.isotoma.dboperator.crds.v1alpha1.Operation;
import org.jspecify.annotations.Nullable;

/** What is to be done about one Database, Backup or Restore at this moment. */
public sealed interface Decision {
    /**
     * Start this Job. Creating it twice is prevented by its name, which is the same whenever the same episode is
     * decided upon.
     *
     * @param backup the Backup to work on; null for other operations, and for a backup that nobody has named
     * @param restore the Restore to work on; null for other operations
     */
    record CreateJob(
            String name,
            Operation operation,
            @Nullable String backup,
            @Nullable String restore) implements Decision {}

    /** Something is due, and something else has to end first; the reason says what. */
    record Wait(String reason) implements Decision {}

    /** Nothing is due until somebody changes something; the reason says why. */
    record Nothing(String reason) implements Decision {}

    /** Nothing can be done, and only a person can change that: tell them. */
    record Report(String reason, String message) implements Decision {}
}
