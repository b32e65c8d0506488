package com.isotoma.dboperator.crds.v1alpha1;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a Job is asked to do, as {@code DB_OPERATOR_OPERATION} says it. */
public enum Operation {
    /** Bring the server and the Secret to what the Database asks for. */
    CREATE,
    /** Make one backup. */
    BACKUP,
    /** Fill the Database from a stored backup. */
    RESTORE,
    /** Take the Database through its deletion. */
    DROP;

    /** The word in the environment, in Job names and in labels. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The operation of that word; empty for any other. */
    public static Optional<Operation> of(String word) {
        return Arrays.stream(values()).filter(o -> o.word().equals(word)).findFirst();
    }
}
