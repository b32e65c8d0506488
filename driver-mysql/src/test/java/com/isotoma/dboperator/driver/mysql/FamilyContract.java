package com.isotoma.dboperator.driver.mysql;

import com.isotoma.dboperator.driver.spi.Credentials;
import com.isotoma.dboperator.driver.spi.DatabaseTarget;
import com.isotoma.dboperator.driver.spi.Owner;
import com.isotoma.dboperator.driver.spi.ServiceBinding;
import com.isotoma.dboperator.testkit.ApplicationSession;
import com.isotoma.dboperator.testkit.DriverContract;
import com.isotoma.dboperator.testkit.JudgedError;
import com.isotoma.dboperator.testkit.Targets;
import com.isotoma.dboperator.testkit.Trap;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The contract on one server, looked at with JDBC. */
abstract class FamilyContract extends DriverContract {
    private static final int ACCESS_DENIED = 1045;
    private static final int NO_SUCH_DATABASE = 1049;
    private static final int DATABASE_DENIED = 1044;
    private static final int TABLE_DENIED = 1142;
    private static final int LOCKED = 3118;

    abstract TestServer server();

    @Override
    protected DatabaseTarget target(Owner owner, String databaseName) {
        var username =
                databaseName.length() <= 32 ? databaseName.strip() : "u" + Integer.toHexString(databaseName.hashCode());
        return server().target(owner, databaseName, username);
    }

    @Override
    protected DatabaseTarget withWrongAdminPassword(DatabaseTarget target) {
        return Targets.withWrongAdminPassword(target);
    }

    @Override
    protected DatabaseTarget withClosedPort(DatabaseTarget target) {
        return Targets.connecting(target, Map.of("port", 1));
    }

    /** Without TLS it takes fewer packets, and each test of broken connections is about one more of them. */
    @Override
    protected DatabaseTarget atLocalPort(DatabaseTarget target, int port) {
        return Targets.connecting(target, Map.of("host", "127.0.0.1", "port", port, "sslMode", "DISABLED"));
    }

    @Override
    protected List<Trap> traps() {
        return Traps.on(server());
    }

    @Override
    protected boolean canLogIn(DatabaseTarget target, String password) {
        return canReach(target, password, target);
    }

    @Override
    protected boolean canReach(DatabaseTarget from, String password, DatabaseTarget to) {
        try (var connection = server().connect(to.databaseName(), from.username(), password)) {
            return connection.isValid(5);
        } catch (SQLException e) {
            return switch (e.getErrorCode()) {
                case ACCESS_DENIED, NO_SUCH_DATABASE, DATABASE_DENIED -> false;
                default -> throw new AssertionError("neither in nor kept out", e);
            };
        }
    }

    @Override
    protected boolean canConnect(ServiceBinding binding, String password) throws Exception {
        return Applications.canConnect(binding, password);
    }

    @Override
    protected Optional<ApplicationSession> openSession(DatabaseTarget target, String password) throws Exception {
        return Optional.of(ApplicationSession.of(server().asApplication(target, password)));
    }

    /** Statements that define something wait for a dump. */
    @Override
    protected void append(DatabaseTarget target, String password, String text) throws Exception {
        try (var connection = server().asApplication(target, password);
                var insert = connection.prepareStatement("INSERT INTO notes (note) VALUES (?)")) {
            insert.setString(1, text);
            insert.executeUpdate();
        }
    }

    @Override
    protected void store(DatabaseTarget target, String password, List<String> texts) throws Exception {
        try (var connection = server().asApplication(target, password)) {
            TestServer.run(
                    connection,
                    "CREATE TABLE IF NOT EXISTS notes (id INT AUTO_INCREMENT PRIMARY KEY, note TEXT NOT NULL)",
                    "CREATE TRIGGER IF NOT EXISTS marking BEFORE INSERT ON notes FOR EACH ROW"
                            + " SET NEW.note = concat('+', NEW.note)",
                    "CREATE OR REPLACE VIEW unmarked AS SELECT id, substr(note, 2) AS note FROM notes");
            try (var insert = connection.prepareStatement("INSERT INTO notes (note) VALUES (?)")) {
                for (var text : texts) {
                    insert.setString(1, text);
                    insert.executeUpdate();
                }
            }
        }
    }

    @Override
    protected String initialSql(List<String> texts) {
        return "CREATE TABLE notes (id INT AUTO_INCREMENT PRIMARY KEY, note TEXT NOT NULL);\n"
                + "CREATE TRIGGER marking BEFORE INSERT ON notes FOR EACH ROW BEGIN\n"
                + "  SET NEW.note = concat('+', NEW.note);\n  SET @one = 1;\nEND;\n"
                + "CREATE VIEW unmarked AS SELECT id, substr(note, 2) AS note FROM notes;\n"
                + texts.stream()
                        .map(text -> "INSERT INTO notes (note) VALUES ('" + text.replace("'", "''") + "')")
                        .collect(Collectors.joining(";\n"));
    }

    @Override
    protected List<String> forbiddenSql(DatabaseTarget target) {
        return List.of("CREATE USER nobody_makes_this", "CREATE DATABASE nobody_makes_this", "DROP TABLE mysql.user");
    }

    @Override
    protected List<String> stored(DatabaseTarget target, String password) throws Exception {
        try (var connection = server().asApplication(target, password)) {
            return TestServer.texts(connection, "SELECT note FROM unmarked ORDER BY id");
        }
    }

    @Override
    protected boolean maySql(DatabaseTarget target, Credentials login, String statement) throws Exception {
        try (var connection = server().connect(target.databaseName(), login.username(), login.password())) {
            TestServer.run(connection, statement);
            return true;
        } catch (SQLException e) {
            return switch (e.getErrorCode()) {
                case ACCESS_DENIED, DATABASE_DENIED, TABLE_DENIED, LOCKED -> false;
                default -> throw e;
            };
        }
    }

    @Override
    protected String patternOfTexts() {
        return "note?";
    }

    @Override
    protected boolean databaseExists(DatabaseTarget target) throws Exception {
        return !server().askAdmin(
                        "SELECT schema_name FROM information_schema.schemata WHERE schema_name = ?",
                        target.databaseName())
                .isEmpty();
    }

    @Override
    protected boolean userExists(DatabaseTarget target) throws Exception {
        return !server().askAdmin("SELECT user FROM mysql.user WHERE user = ?", target.username())
                .isEmpty();
    }

    @Override
    protected List<JudgedError> errors() {
        return JudgedErrors.all();
    }

    @Override
    protected List<String> awkwardNames() {
        return List.of(
                "-rf",
                "--all-databases",
                "has space",
                " leading space",
                "Capital_Letters",
                "tick`tick",
                "quote'quote",
                "double\"quote",
                "semi;colon",
                "dollar$1",
                "per%cent",
                "{d 'brace'}",
                "{fn now()}",
                "under_score",
                "back\\slash",
                "slash/../slash",
                "dot.dot",
                "..",
                "#hash",
                "grün☃",
                "`; DROP DATABASE mysql; --",
                "'@'localhost",
                "$(touch x)",
                "a".repeat(64));
    }

    @Override
    protected void makeForeignDatabase(DatabaseTarget target) throws Exception {
        server().asAdmin("CREATE DATABASE " + Quoting.identifier(target.databaseName()));
    }

    @Override
    protected void makeForeignUser(DatabaseTarget target) throws Exception {
        server().asAdmin("CREATE USER '" + target.username() + "'@'localhost'");
    }

    @Override
    protected void dropForeignUser(DatabaseTarget target) throws Exception {
        server().asAdmin("DROP USER IF EXISTS '" + target.username() + "'@'localhost'");
    }

    @Override
    protected void loseDatabase(DatabaseTarget target) throws Exception {
        dropForeignDatabase(target);
    }

    @Override
    protected void dropForeignDatabase(DatabaseTarget target) throws Exception {
        server().asAdmin("DROP DATABASE IF EXISTS " + Quoting.identifier(target.databaseName()));
    }
}
