package com.isotoma.dboperator.driver.spi;

import org.jspecify.annotations.Nullable;

/**
 * A request to {@link UserApi#ensureUser}. Its text form shows no password.
 *
 * @param user the user
 * @param account by which it is to log in: one of {@link UserApi#logins(UserTarget)}, with its password
 * @param current by which it logs in now and is to go on to, where {@code account} is a new one; null where it is not. An
 *     account that takes two passwords has the same name in both
 * @param overlap whether such a change is under way, so that what is in force besides goes on
 */
public record UserRequest(
        UserTarget user, Credentials account, @Nullable Credentials current, boolean overlap) {
    /** That the user logs in by {@code account} and by nothing else. */
    public static UserRequest alone(UserTarget user, Credentials account) {
        return new UserRequest(user, account, null, false);
    }

    /** That the user logs in by {@code account}, and by what else it does already. */
    public static UserRequest overlapping(UserTarget user, Credentials account) {
        return new UserRequest(user, account, null, true);
    }

    /** That the user logs in by {@code next} too. */
    public static UserRequest changing(UserTarget user, Credentials current, Credentials next) {
        return new UserRequest(user, next, current, true);
    }
}
