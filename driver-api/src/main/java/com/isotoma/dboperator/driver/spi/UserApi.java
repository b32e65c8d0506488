package com.isotoma.dboperator.driver.spi;

import java.util.List;

/** What a driver can do for further users of its databases. What {@link DriverApi} says of all methods holds for these, too. */
public interface UserApi {
    /** The same as {@link DriverApi#logins(DatabaseTarget)} of a further user. */
    default List<String> logins(UserTarget user) {
        return List.of(user.username());
    }

    /**
     * Brings a further user of a database to what the request asks for: how it logs in, and the rights of its access, also on what
     * any login of the database makes later. It has no other rights, and none elsewhere. A change of the password that was cut
     * off comes again with another new one, as {@link DriverApi#beginRotation} has it. The user and its rights outlast a {@link
     * DriverApi#replace}. A {@link DriverApi#drop} takes the user away, and a {@link DriverApi#create} that takes a database
     * up from another owner makes its users the new owner's. A driver without {@link Capability#USERS} leaves this method out.
     *
     * @throws DriverException of kind USER with {@link Reasons#NAME_CONFLICT} where an account of one of the names is
     *     there and not this user's; nothing has been changed then
     */
    default void ensureUser(UserRequest request) throws DriverException, InterruptedException {
        throw DriverException.user(
                Reasons.NOT_SUPPORTED,
                "This driver gives " + request.user().database().databaseName()
                        + " no further users: delete the DatabaseUser and use the Secret of the Database");
    }

    /**
     * Takes a further user away. What it has made in the database stays there and is the owner's. Nothing happens where there is
     * no account of this user.
     */
    default void dropUser(UserTarget user) throws DriverException, InterruptedException {
        throw DriverException.user(
                Reasons.NOT_SUPPORTED, "This driver gives " + user.database().databaseName() + " no further users");
    }
}
