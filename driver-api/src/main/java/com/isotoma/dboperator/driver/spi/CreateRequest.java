package com.isotoma.dboperator.driver.spi;

import org.jspecify.annotations.Nullable;

/**
 * What {@link DriverApi#create} is asked for. Its text form does not show the password.
 *
 * @param target the database
 * @param userPassword the password that the application's user is to have: ASCII letters and digits
 * @param adoptExisting whether to take up a database or user of that name that bears no mark of this system
 * @param adoptFrom the one other owner whose database and user may be taken up too; null for none. What bears any other
 *     mark is never taken up
 */
public record CreateRequest(
        DatabaseTarget target,
        String userPassword,
        boolean adoptExisting,
        @Nullable Owner adoptFrom) {

    /** A request that takes from no other owner. */
    public CreateRequest(DatabaseTarget target, String userPassword, boolean adoptExisting) {
        this(target, userPassword, adoptExisting, null);
    }

    /**
     * Whether something on the server that is not the target's owner's may be taken up.
     *
     * @param other whom its mark names; null where it bears no mark of this system
     */
    public boolean mayAdopt(@Nullable Owner other) {
        return other == null ? adoptExisting : other.equals(adoptFrom);
    }

    @Override
    public String toString() {
        return "CreateRequest[" + target + ", adoptExisting=" + adoptExisting + ", adoptFrom=" + adoptFrom + "]";
    }
}
