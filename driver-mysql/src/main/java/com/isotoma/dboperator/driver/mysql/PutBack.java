package com.isotoma.dboperator.driver.mysql;

import com.isotoma.dboperator.driver.spi.Credentials;
import com.isotoma.dboperator.driver.spi.DatabaseTarget;
import com.isotoma.dboperator.driver.spi.DriverException;
import java.io.IOException;
import java.util.Optional;

/**
 * The triggers and events that an exchange takes from the database in use, and that go back when the exchange does not come
 * about: the table {@code db_operator.put_back}. They outlast a run that is cut off.
 */
record PutBack(Session session) {
    private static final String TABLE = Quoting.identifier(Claims.SCHEMA) + ".`put_back`";
    private static final String DOING = "keep the triggers and events of the database in use";

    /** What is kept for a database, see {@link ProgramDump}. */
    Optional<String> of(String database) throws DriverException {
        return session.hasTable(DOING, TABLE)
                ? session.text(DOING, "SELECT `programs` FROM " + TABLE + " WHERE `database_name` = ?", database)
                : Optional.empty();
    }

    void keep(String database, String programs) throws DriverException {
        session.run("create the table for triggers and events", """
                CREATE TABLE IF NOT EXISTS %s (
                  `database_name` VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
                  `programs` LONGTEXT CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
                  PRIMARY KEY (`database_name`)
                ) ENGINE=InnoDB COMMENT='triggers and events to put back if a replacement fails: do not edit'
                """.formatted(TABLE));
        session.run(DOING, "INSERT INTO " + TABLE + " (`database_name`, `programs`) VALUES (?, ?)", database, programs);
    }

    /**
     * Makes them again in the database in use, and forgets them. Does nothing where nothing is kept.
     *
     * @param password of the application's account at this moment
     */
    void restore(Tools tools, DatabaseTarget target, String password)
            throws DriverException, IOException, InterruptedException {
        var database = target.databaseName();
        var programs = of(database);
        if (programs.isEmpty()) {
            return;
        }
        new Schema(session, database).dropActing();
        var events = Load.into(target, session, tools).readFrom(ProgramDump.unpacked(programs.get()), password);
        var held = new HeldEvents(session);
        held.remember(database, events);
        var login = new Credentials(target.username(), password);
        try (var own = Session.openQuietly(Endpoint.of(target.connect()), login)) {
            held.enable(own, database, database);
        }
        held.forget(database);
        forget(database);
    }

    void forget(String database) throws DriverException {
        if (session.hasTable(DOING, TABLE)) {
            session.run(DOING, "DELETE FROM " + TABLE + " WHERE `database_name` = ?", database);
        }
    }
}
