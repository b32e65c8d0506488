package com.isotoma.dboperator.driver.mysql;

import com.isotoma.dboperator.driver.spi.DatabaseTarget;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.sql.Hashes;
import java.util.List;
import java.util.Optional;

/**
 * The replacements that have begun and have not ended: the table {@code db_operator.replacements}, from which a run learns
 * where one that was cut off stood, and what is in nobody's database meanwhile.
 */
final class Replacements {
    private static final String TABLE = Quoting.identifier(Claims.SCHEMA) + ".`replacements`";
    private static final String DOING = "note how far the replacement is";

    private final Session session;

    /**
     * One row.
     *
     * @param database whose place is taken
     * @param username the user of that database
     * @param programs all views, routines, triggers and events of the replacement, see {@link ProgramDump}
     * @param login how the user authenticated before it was kept out; empty while it is not
     * @param complete whether the data and the programs are in place, and only dropping is left
     */
    record Row(
            String replacement,
            String database,
            String username,
            String programs,
            Optional<Authentication> login,
            boolean complete) {
        /** The schema that takes the old data. */
        String old() {
            return oldOf(database);
        }
    }

    Replacements(Session session) {
        this.session = session;
    }

    /** The schema that takes the old data of a database. */
    static String oldOf(String database) {
        return "db_operator_old_" + Hashes.hex(database, 16);
    }

    boolean present() throws DriverException {
        return session.hasTable("read the notes on replacements", TABLE);
    }

    private void prepare() throws DriverException {
        session.run("create the table for replacements", """
                CREATE TABLE IF NOT EXISTS %s (
                  `replacement` VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
                  `database_name` VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
                  `username` VARCHAR(32) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
                  `programs` LONGTEXT CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
                  `login` VARCHAR(1024) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL DEFAULT '',
                  `complete` BOOLEAN NOT NULL DEFAULT FALSE,
                  `begun_at` TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
                  PRIMARY KEY (`replacement`),
                  UNIQUE KEY `one_at_a_time` (`database_name`)
                ) ENGINE=InnoDB COMMENT='which database is being replaced by which: do not edit'
                """.formatted(TABLE));
    }

    /** Writes down that from now on this replacement is to be finished. */
    void begin(DatabaseTarget target, DatabaseTarget replacement, String programs) throws DriverException {
        prepare();
        session.run(
                DOING,
                "INSERT INTO " + TABLE
                        + " (`replacement`, `database_name`, `username`, `programs`) VALUES (?, ?, ?, ?)",
                replacement.databaseName(),
                target.databaseName(),
                target.username(),
                programs);
    }

    Optional<Row> by(String replacement) throws DriverException {
        return present() ? rows("`replacement` = ?", replacement).stream().findFirst() : Optional.empty();
    }

    /** The replacement in which a database has a part, as the one or the other. */
    List<Row> about(String database) throws DriverException {
        return present() ? rows("? IN (`replacement`, `database_name`)", database) : List.of();
    }

    private List<Row> rows(String condition, String value) throws DriverException {
        return session
                .rows(
                        "read the notes on replacements",
                        "SELECT `replacement`, `database_name`, `username`, `programs`, `login`, `complete` FROM "
                                + TABLE + " WHERE " + condition,
                        6,
                        value)
                .stream()
                .map(row -> new Row(
                        row.get(0),
                        row.get(1),
                        row.get(2),
                        row.get(3),
                        row.get(4).isEmpty() ? Optional.empty() : Optional.of(Authentication.parse(row.get(4))),
                        row.get(5).equals("1")))
                .toList();
    }

    void remember(Row row, Authentication login) throws DriverException {
        session.run(
                DOING, "UPDATE " + TABLE + " SET `login` = ? WHERE `replacement` = ?", login.text(), row.replacement());
    }

    /** Gives a database's user back the password that it had when it was kept out, if it was. */
    void letIn(String database) throws DriverException {
        for (var row : about(database)) {
            if (row.database().equals(database) && row.login().isPresent()) {
                row.login().get().restore(session, row.username());
                forgetLogin(database);
            }
        }
    }

    /** Where the database's user has got another password, that one holds. */
    void forgetLogin(String database) throws DriverException {
        if (present()) {
            session.run(DOING, "UPDATE " + TABLE + " SET `login` = '' WHERE `database_name` = ?", database);
        }
    }

    void complete(Row row) throws DriverException {
        session.run(DOING, "UPDATE " + TABLE + " SET `complete` = TRUE WHERE `replacement` = ?", row.replacement());
    }

    void end(Row row) throws DriverException {
        session.run(DOING, "DELETE FROM " + TABLE + " WHERE `replacement` = ?", row.replacement());
    }
}
