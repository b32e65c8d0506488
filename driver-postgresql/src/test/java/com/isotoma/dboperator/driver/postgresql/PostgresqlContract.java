package com.isotoma.dboperator.driver.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import com.isotoma.dboperator.driver.spi.Credentials;
import com.isotoma.dboperator.driver.spi.DatabaseTarget;
import com.isotoma.dboperator.driver.spi.DriverApi;
import com.isotoma.dboperator.driver.spi.Owner;
import com.isotoma.dboperator.driver.spi.ServiceBinding;
import com.isotoma.dboperator.testkit.ApplicationSession;
import com.isotoma.dboperator.testkit.DriverContract;
import com.isotoma.dboperator.testkit.JudgedError;
import com.isotoma.dboperator.testkit.Targets;
import com.isotoma.dboperator.testkit.Trap;
import java.io.IOException;
import java.net.ServerSocket;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;

/** The contract on a PostgreSQL server. */
abstract class PostgresqlContract extends DriverContract {
    private final TestServer server;
    private final PostgresqlDriver driver = new PostgresqlDriver(TestServer.tools());

    PostgresqlContract(TestServer server) {
        this.server = server;
    }

    @Override
    protected DriverApi driver() {
        return driver;
    }

    @Override
    protected DatabaseTarget target(Owner owner, String databaseName) {
        return server.target(owner, databaseName);
    }

    @Override
    protected DatabaseTarget withWrongAdminPassword(DatabaseTarget target) {
        return Targets.withWrongAdminPassword(target);
    }

    @Override
    protected DatabaseTarget withClosedPort(DatabaseTarget target) {
        try (var socket = new ServerSocket(0)) {
            return Targets.connecting(target, Map.of("host", "127.0.0.1", "port", socket.getLocalPort()));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    protected boolean canLogIn(DatabaseTarget target, String password) {
        return canReach(target, password, target);
    }

    @Override
    protected boolean canReach(DatabaseTarget from, String password, DatabaseTarget to) {
        try (var connection = server.connect(
                to.databaseName(), new Credentials(Logins.of(from).first(), password))) {
            return connection.isValid(10);
        } catch (SQLException e) {
            assertThat(e.getSQLState()).isIn("28P01", "28000", "42501");
            return false;
        }
    }

    @Override
    protected boolean canConnect(ServiceBinding binding, String password) throws Exception {
        return Applications.canConnect(binding, password);
    }

    @Override
    protected Optional<ApplicationSession> openSession(DatabaseTarget target, String password) throws SQLException {
        return Optional.of(ApplicationSession.of(server.asApplication(target, password)));
    }

    /** Any statement may take ten minutes, since some copy or delete whole databases. */
    @Override
    protected Optional<Duration> patienceMidway() {
        return Optional.empty();
    }

    @Override
    protected void store(DatabaseTarget target, String password, List<String> texts) throws SQLException {
        try (var connection = server.asApplication(target, password)) {
            TestServer.run(connection, "CREATE TABLE IF NOT EXISTS notes (id serial PRIMARY KEY, body text NOT NULL)");
            try (var insert = connection.prepareStatement("INSERT INTO notes (body) VALUES (?)")) {
                for (var text : texts) {
                    insert.setString(1, text);
                    insert.executeUpdate();
                }
            }
        }
    }

    @Override
    protected String initialSql(List<String> texts) {
        return "CREATE TABLE notes (id serial PRIMARY KEY, body text NOT NULL);\n"
                + "DO $$ BEGIN PERFORM 1; PERFORM 2; END $$;\n"
                + texts.stream()
                        .map(text -> "INSERT INTO notes (body) VALUES ('" + text.replace("'", "''") + "')")
                        .collect(Collectors.joining(";\n"));
    }

    @Override
    protected List<String> forbiddenSql(DatabaseTarget target) {
        return List.of(
                "CREATE ROLE nobody_makes_this",
                "RESET ROLE; CREATE ROLE nobody_makes_this",
                "SET ROLE NONE; CREATE DATABASE x",
                "COMMIT",
                "CREATE TABLE a (b int); /* c */ rollback",
                "SET ROLE postgres");
    }

    @Override
    protected void append(DatabaseTarget target, String password, String text) throws SQLException {
        try (var connection = server.asApplication(target, password);
                var insert = connection.prepareStatement("INSERT INTO notes (body) VALUES (?)")) {
            insert.setString(1, text);
            insert.executeUpdate();
        }
    }

    @Override
    protected List<String> stored(DatabaseTarget target, String password) throws SQLException {
        try (var connection = server.asApplication(target, password)) {
            return TestServer.ask(connection, "SELECT body FROM notes ORDER BY id");
        }
    }

    @Override
    protected List<Trap> traps() {
        return Traps.on(server);
    }

    @Override
    protected boolean maySql(DatabaseTarget target, Credentials login, String statement) throws SQLException {
        try (var connection = server.connect(target.databaseName(), login)) {
            TestServer.run(connection, statement);
            return true;
        } catch (SQLException e) {
            assertThat(e.getSQLState()).isIn("28P01", "28000", "42501");
            return false;
        }
    }

    @Override
    protected String patternOfTexts() {
        return "public.note*";
    }

    @Override
    protected boolean databaseExists(DatabaseTarget target) throws SQLException {
        return !server.ask("postgres", "SELECT 1 FROM pg_database WHERE datname = ?", target.databaseName())
                .isEmpty();
    }

    @Override
    protected boolean userExists(DatabaseTarget target) throws SQLException {
        return !server.ask("postgres", "SELECT 1 FROM pg_roles WHERE rolname = ?", target.username())
                .isEmpty();
    }

    @Override
    protected List<JudgedError> errors() {
        return JudgedErrors.all();
    }

    @Override
    protected List<String> awkwardNames() {
        return List.of(
                "Robert'); DROP DATABASE postgres;--",
                "a\"b\"\"c",
                "back`tick\\slash\\",
                "$$ $HOME $(id) %s {d 'x'} ?",
                "postgresql://nobody@nowhere/x",
                "dbname=template1 host=nowhere",
                " spaces around ",
                "-Fp",
                "grün ☃ データ",
                "x".repeat(63));
    }

    @Override
    protected void makeForeignDatabase(DatabaseTarget target) throws SQLException {
        try (var connection = server.asAdmin()) {
            TestServer.run(connection, "CREATE DATABASE " + Quoting.identifier(target.databaseName()));
        }
    }

    @Override
    protected void dropForeignDatabase(DatabaseTarget target) throws SQLException {
        server.run(
                "postgres", "DROP DATABASE IF EXISTS " + Quoting.identifier(target.databaseName()) + " WITH (FORCE)");
    }

    @Override
    protected void makeForeignUser(DatabaseTarget target) throws SQLException {
        server.run("postgres", "CREATE ROLE " + Quoting.identifier(target.username()));
    }

    @Override
    protected void dropForeignUser(DatabaseTarget target) throws SQLException {
        server.run("postgres", "DROP ROLE IF EXISTS " + Quoting.identifier(target.username()));
    }

    @Override
    protected void loseDatabase(DatabaseTarget target) throws SQLException {
        dropForeignDatabase(target);
    }

    @AfterEach
    void theAdminIsNoMemberOfTheApplicationsRoleAfterwards() throws SQLException {
        // The maker of a role has ADMIN OPTION from 16 on, which by itself lets it do nothing as that role.
        assertThat(server.ask(
                        "postgres",
                        "SELECT r.rolname FROM pg_roles r, pg_roles a WHERE a.rolname = ? AND NOT a.rolsuper"
                                + " AND shobj_description(r.oid, 'pg_authid') = ? AND pg_has_role(a.oid, r.oid, 'USAGE')",
                        server.admin().username(),
                        owner.mark()))
                .isEmpty();
    }
}
