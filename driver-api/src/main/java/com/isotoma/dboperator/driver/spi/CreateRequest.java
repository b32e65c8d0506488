package com.isotoma.dboperator.driver.spi;

import org.jspecify.annotations.Nullable;

/**
 * What {@link DriverApi#create} is asked for. Its text form does not show the password.
 *
 * @param target the database
 * @param userPassword the password that the application's user is to have: ASCII letters and digits
 * @param adoptExisting whether to take up a database or user of that name that somebody else made
 * @param like a database of the same owner on the same server, whose place the new one is to take: what it is made with
 *     (collation, settings, extensions and the like) goes before what {@code target.options()} say. It need not exist. Null
 *     where there is none such
 */
public record CreateRequest(
        DatabaseTarget target,
        String userPassword,
        boolean adoptExisting,
        @Nullable DatabaseTarget like) {
    /** A database that is made by its options alone. */
    public CreateRequest(DatabaseTarget target, String userPassword, boolean adoptExisting) {
        this(target, userPassword, adoptExisting, null);
    }

    @Override
    public String toString() {
        return "CreateRequest[" + target + ", adoptExisting=" + adoptExisting + ", like=" + like + "]";
    }
}
