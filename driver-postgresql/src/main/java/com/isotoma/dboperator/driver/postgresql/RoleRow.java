package com.isotoma.dboperator.driver.postgresql;

import com.isotoma.dboperator.driver.spi.Owner;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A role as the server holds it.
 *
 * @param name its name
 * @param privileged whether it can do what no application may: superuser, making roles or databases, replication,
 *     passing row security
 * @param canLogin whether anyone can log in as this role
 * @param comment its comment, which holds the mark
 */
record RoleRow(
        String name,
        boolean privileged,
        boolean canLogin,
        @Nullable String comment) {
    private static final String REPLACED = "; its database holds data that was replaced";

    private static final String FILLING = "; its database is being filled";

    /** The mark of a role whose database holds a part of what is restored into it. Only an admin can set it. */
    static String markOfFilling(Owner owner) {
        return owner.mark() + FILLING;
    }

    /** The mark of a role whose database holds what another one's place was taken from. Only an admin can set it. */
    static String markOfReplaced(Owner owner) {
        return owner.mark() + REPLACED;
    }

    boolean belongsTo(Owner owner) {
        return owner.mark().equals(comment) || holdsReplacedData(owner) || isBeingFilled(owner);
    }

    /** Whether it belongs to this owner, and its database holds a part of what a restore that has not ended fills it with. */
    boolean isBeingFilled(Owner owner) {
        return markOfFilling(owner).equals(comment);
    }

    /** Whether it belongs to this owner, and its database only waits to be dropped. */
    boolean holdsReplacedData(Owner owner) {
        return markOfReplaced(owner).equals(comment);
    }

    /** Whom its mark names; empty when it bears none. */
    Optional<Owner> owner() {
        return Optional.ofNullable(comment)
                .map(c -> c.endsWith(REPLACED) ? c.substring(0, c.length() - REPLACED.length()) : c)
                .flatMap(Owner::parse);
    }

    /** Whose it is, for people. */
    String describedOwner() {
        return comment != null && Owner.isMark(comment) ? "has the " + comment : "bears no mark of db-operator";
    }
}
