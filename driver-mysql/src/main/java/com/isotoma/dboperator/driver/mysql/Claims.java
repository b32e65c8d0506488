package com.isotoma.dboperator.driver.mysql;

import com.isotoma.dboperator.driver.spi.DatabaseTarget;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Reasons;
import java.util.Optional;

/**
 * Whose the databases and users are: the table {@code db_operator.owners} on the server, since a database of this family
 * has no comment to hold a mark. A row is written before the database and deleted after it, so that whatever is half made
 * or half gone has one. The keys decide between two runs that claim one name. Applications have no rights on it.
 */
final class Claims {
    static final String SCHEMA = "db_operator";
    private static final String TABLE = Quoting.identifier(SCHEMA) + ".`owners`";

    private final Session session;

    /**
     * One row.
     *
     * @param mark of the owner
     */
    record Claim(String database, String username, String mark) {}

    Claims(Session session) {
        this.session = session;
    }

    /** Makes the table if it is not there. */
    void prepare() throws DriverException {
        if (present()) {
            return;
        }
        session.run(
                "create the schema for ownership marks",
                "CREATE DATABASE IF NOT EXISTS " + Quoting.identifier(SCHEMA) + " CHARACTER SET utf8mb4");
        session.run("create the table for ownership marks", """
                CREATE TABLE IF NOT EXISTS %s (
                  `database_name` VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
                  `username` VARCHAR(32) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
                  `owner_mark` VARCHAR(1024) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
                  `claimed_at` TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
                  PRIMARY KEY (`database_name`),
                  UNIQUE KEY `one_database_per_user` (`username`)
                ) ENGINE=InnoDB COMMENT='which Database resource owns which database and user: do not edit'
                """.formatted(TABLE));
    }

    /**
     * Whether anything can have been claimed on this server. Asks for the table itself: the information schema would hide
     * it from an admin who has lost the right to read it, and everything would seem to be nobody's.
     */
    boolean present() throws DriverException {
        return session.hasTable("read the ownership marks", TABLE);
    }

    Optional<Claim> ofDatabase(String database) throws DriverException {
        return one("`database_name` = ?", database);
    }

    Optional<Claim> ofUser(String username) throws DriverException {
        return one("`username` = ?", username);
    }

    private Optional<Claim> one(String condition, String value) throws DriverException {
        return session
                .rows(
                        "read the ownership marks",
                        "SELECT `database_name`, `username`, `owner_mark` FROM " + TABLE + " WHERE " + condition,
                        3,
                        value)
                .stream()
                .map(row -> new Claim(row.get(0), row.get(1), row.get(2)))
                .findFirst();
    }

    /** Whether the database is this owner's. One of somebody else, or of nobody, is not. */
    boolean holds(DatabaseTarget target) throws DriverException {
        return present()
                && ofDatabase(target.databaseName())
                        .filter(claim -> claim.mark().equals(target.owner().mark()))
                        .isPresent();
    }

    /**
     * Claims both names.
     *
     * @throws DriverException with NAME_CONFLICT when another claim has one of them
     */
    void add(DatabaseTarget target) throws DriverException {
        // IGNORE would also ignore names that do not fit.
        session.run(
                "write the ownership mark of '" + target.databaseName() + "'",
                "INSERT INTO " + TABLE + " (`database_name`, `username`, `owner_mark`) VALUES (?, ?, ?)"
                        + " ON DUPLICATE KEY UPDATE `database_name` = `database_name`",
                target.databaseName(),
                target.username(),
                target.owner().mark());
        refuseOthers(target);
    }

    /** Makes the claim of another owner this target's, if it still bears that owner's mark. */
    void take(DatabaseTarget target, String mark) throws DriverException {
        session.run(
                "take over the ownership mark of '" + target.databaseName() + "'",
                "UPDATE " + TABLE + " SET `owner_mark` = ? WHERE `database_name` = ? AND `owner_mark` = ?",
                target.owner().mark(),
                target.databaseName(),
                mark);
    }

    /** Throws NAME_CONFLICT when either name is claimed by another owner, or the user for another database. */
    void refuseOthers(DatabaseTarget target) throws DriverException {
        var database = ofDatabase(target.databaseName());
        if (database.isPresent() && !database.get().mark().equals(target.owner().mark())) {
            throw conflict("The database '" + target.databaseName() + "' belongs to another Database ("
                    + database.get().mark() + "): choose another spec.name");
        }
        if (database.isPresent() && !database.get().username().equals(target.username())) {
            throw conflict("The database '" + target.databaseName() + "' was made with the user '"
                    + database.get().username() + "', not '" + target.username()
                    + "': delete it first, or keep the user");
        }
        var further = new UserClaims(session).of(target.username());
        if (further.isPresent()) {
            throw conflict("The user '" + target.username() + "' belongs to a DatabaseUser (" + further.get()
                    + "): choose another spec.name");
        }
        var user = ofUser(target.username());
        if (user.isPresent() && !user.get().database().equals(target.databaseName())) {
            throw conflict("The user '" + target.username() + "' belongs to another Database ("
                    + user.get().mark() + "): choose another spec.name");
        }
    }

    /** Removes the mark, when nothing that it stands for is left. */
    void remove(DatabaseTarget target) throws DriverException {
        session.run(
                "remove the ownership mark of '" + target.databaseName() + "'",
                "DELETE FROM " + TABLE + " WHERE `database_name` = ? AND `owner_mark` = ?",
                target.databaseName(),
                target.owner().mark());
    }

    static DriverException conflict(String message) {
        return DriverException.user(Reasons.NAME_CONFLICT, message);
    }
}
