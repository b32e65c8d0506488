package com.isotoma.dboperator.crds.v1alpha1;

import java.util.List;
import java.util.Optional;

/**
 * What a Job is asked to do, as {@code DB_OPERATOR_OPERATION} says it. Whoever adds an operation declares one of these; the
 * constants are those that every driver has.
 *
 * @param word the word in the environment, in Job names and in labels
 */
public record Operation(String word) {
    /** Bring the server and the Secret to what the Database asks for. */
    public static final Operation CREATE = new Operation("create");

    /** Make one backup. */
    public static final Operation BACKUP = new Operation("backup");

    /** Fill the Database from a stored backup. */
    public static final Operation RESTORE = new Operation("restore");

    /** Prove that one backup can be restored. */
    public static final Operation VERIFY = new Operation("verify");

    /** Take the Database through its deletion. */
    public static final Operation DROP = new Operation("drop");

    /** Give applications another password, or end the one of before. */
    public static final Operation ROTATE = new Operation("rotate");

    /** Bring the account of a DatabaseUser to what it asks for, or remove it. */
    public static final Operation USER = new Operation("user");

    /** Those of every driver. */
    public static final List<Operation> COMMON = List.of(CREATE, BACKUP, RESTORE, VERIFY, DROP);

    /** The one of every driver that has this word; empty for any other. */
    public static Optional<Operation> of(String word) {
        return COMMON.stream().filter(o -> o.word().equals(word)).findFirst();
    }

    @Override
    public String toString() {
        return word;
    }
}
