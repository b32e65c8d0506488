package com.isotoma.dboperator.driver.mysql;

import com.isotoma.dboperator.driver.spi.DatabaseTarget;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Owner;
import com.isotoma.dboperator.driver.spi.UserTarget;
import java.util.List;
import java.util.Optional;

/**
 * Whose the further users of databases are: the table {@code db_operator.users}, as {@link Claims} has it of databases. A row
 * is written before the account is made and deleted after it.
 */
final class UserClaims {
    private static final String TABLE = Quoting.identifier(Claims.SCHEMA) + ".`users`";
    private static final String DOING = "read the marks of users";

    private final Session session;

    UserClaims(Session session) {
        this.session = session;
    }

    /** Makes the table if it is not there. */
    void prepare() throws DriverException {
        if (!present()) {
            session.run("create the table for marks of users", """
                    CREATE TABLE IF NOT EXISTS %s (
                      `username` VARCHAR(32) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
                      `database_name` VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
                      `user_mark` VARCHAR(1536) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
                      PRIMARY KEY (`username`),
                      KEY `users_of_a_database` (`database_name`)
                    ) ENGINE=InnoDB COMMENT='which DatabaseUser resource owns which account: do not edit'
                    """.formatted(TABLE));
        }
    }

    private boolean present() throws DriverException {
        return session.hasTable(DOING, TABLE);
    }

    /** The mark of an account of this name, if it is a further user's. */
    Optional<String> of(String username) throws DriverException {
        return present()
                ? session.text(DOING, "SELECT `user_mark` FROM " + TABLE + " WHERE `username` = ?", username)
                : Optional.empty();
    }

    /** Claims the name, if nobody has. */
    void add(UserTarget user) throws DriverException {
        session.run(
                "write the mark of the user '" + user.username() + "'",
                "INSERT INTO " + TABLE + " (`username`, `database_name`, `user_mark`) VALUES (?, ?, ?)"
                        + " ON DUPLICATE KEY UPDATE `username` = `username`",
                user.username(),
                user.database().databaseName(),
                user.mark());
    }

    /** The accounts of all users of a database. */
    List<String> accounts(DatabaseTarget target) throws DriverException {
        return present()
                ? session
                        .rows(
                                DOING,
                                "SELECT `username` FROM " + TABLE + " WHERE `database_name` = ? ORDER BY 1",
                                1,
                                target.databaseName())
                        .stream()
                        .map(List::getFirst)
                        .toList()
                : List.of();
    }

    /** Makes the users of a database this target's, which were another owner's. */
    void take(DatabaseTarget target, Owner other) throws DriverException {
        if (present()) {
            var before = UserTarget.marksOf(other);
            session.run(
                    "take over the users of '" + target.databaseName() + "'",
                    "UPDATE " + TABLE + " SET `user_mark` = CONCAT(?, SUBSTRING(`user_mark`, CHAR_LENGTH(?) + 1))"
                            + " WHERE `database_name` = ? AND LEFT(`user_mark`, CHAR_LENGTH(?)) = ?",
                    UserTarget.marksOf(target.owner()),
                    before,
                    target.databaseName(),
                    before,
                    before);
        }
    }

    void remove(String username) throws DriverException {
        session.run(
                "remove the mark of the user '" + username + "'",
                "DELETE FROM " + TABLE + " WHERE `username` = ?",
                username);
    }
}
