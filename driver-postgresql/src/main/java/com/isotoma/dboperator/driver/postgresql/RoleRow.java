package com.isotoma.dboperator.driver.postgresql;

import com.isotoma.dboperator.driver.spi.Owner;
import org.jspecify.annotations.Nullable;

/**
 * A role as the server holds it.
 *
 * @param name its name
 * @param privileged whether it can do what no application may: superuser, making roles or databases, replication,
 *     passing row security
 * @param comment its comment, which holds the mark
 */
record RoleRow(String name, boolean privileged, @Nullable String comment) {
    boolean belongsTo(Owner owner) {
        return owner.mark().equals(comment);
    }

    /** Whose it is, for people. */
    String describedOwner() {
        return comment != null && Owner.isMark(comment) ? "has the " + comment : "bears no mark of db-operator";
    }
}
