package com.isotoma.dboperator.driver.spi;

import org.jspecify.annotations.Nullable;

/**
 * What {@link DriverApi#create} is asked for. Its text form does not show the password.
 *
 * @param target the database
 * @param userPassword the password that the application's user is to have: ASCII letters, digits and {@code -}, {@code _},
 *     {@code .} or {@code ~}
 * @param adoptExisting whether to take up a database or user of that name that bears no mark of this system
 * @param adoptFrom the one other owner whose database and user may be taken up too; null for none. What bears any other
 *     mark is never taken up
 * @param like a database of the same owner on the same server, whose place the new one is to take: what it is made with
 *     (collation, settings, extensions and the like) goes before what {@code target.options()} say. It need not exist. Null
 *     where there is none such
 * @param login by which of {@link DriverApi#logins}, or of those of an earlier version, applications log in now; null for
 *     the first. {@code userPassword} is its password
 * @param overlap whether a rotation is under way, so that the login or password of before goes on. Otherwise no other one is
 *     left
 */
public record CreateRequest(
        DatabaseTarget target,
        String userPassword,
        boolean adoptExisting,
        @Nullable Owner adoptFrom,
        @Nullable DatabaseTarget like,
        @Nullable String login,
        boolean overlap) {

    /** A database that is made by its options alone, and a request that takes from no other owner. */
    public CreateRequest(DatabaseTarget target, String userPassword, boolean adoptExisting) {
        this(target, userPassword, adoptExisting, null, null, null, false);
    }

    /** A request that may take from one other owner. */
    public CreateRequest(DatabaseTarget target, String userPassword, boolean adoptExisting, @Nullable Owner adoptFrom) {
        this(target, userPassword, adoptExisting, adoptFrom, null, null, false);
    }

    /** A database of the same owner that is to take the place of {@code like}. */
    public static CreateRequest staging(DatabaseTarget target, String userPassword, DatabaseTarget like) {
        return new CreateRequest(target, userPassword, false, null, like, null, false);
    }

    /** The same for applications that log in by {@code account}. */
    public CreateRequest by(Credentials account, boolean rotating) {
        return new CreateRequest(
                target, account.password(), adoptExisting, adoptFrom, like, account.username(), rotating);
    }

    /** The login and its password, where {@code first} is the first one. */
    public Credentials account(String first) {
        return new Credentials(login == null ? first : login, userPassword);
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
        return "CreateRequest[" + target + ", adoptExisting=" + adoptExisting + ", adoptFrom=" + adoptFrom + ", like="
                + like + ", login=" + login + ", overlap=" + overlap + "]";
    }
}
