package com.isotoma.dboperator.driver.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import com.isotoma.dboperator.driver.spi.CreateRequest;
import com.isotoma.dboperator.driver.spi.DatabaseTarget;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Owner;
import com.isotoma.dboperator.driver.spi.Permit;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A database for one test, made by the driver and dropped at the end. */
final class Scratch implements AutoCloseable {
    static final String PASSWORD = "ApplicationPassword0123";

    private final TestServer server;
    private final DatabaseTarget target;
    private final PostgresqlDriver driver =
            new PostgresqlDriver(TestServer.tools(), Permit.ALWAYS, UntrustedExtensions.ALL);

    private Scratch(TestServer server, Map<String, Object> options) {
        this(server, new Owner("cluster-" + UUID.randomUUID(), "shop", "orders"), options);
    }

    private Scratch(TestServer server, Owner owner, Map<String, Object> options) {
        this.server = server;
        this.target = server.target(
                owner, "it_" + UUID.randomUUID().toString().replace("-", "").substring(0, 12), options);
    }

    /** Names only: nothing is on the server yet. */
    static Scratch planned(TestServer server) {
        return new Scratch(server, Map.of());
    }

    static Scratch on(TestServer server) throws DriverException, InterruptedException {
        return on(server, Map.of());
    }

    static Scratch on(TestServer server, Map<String, Object> options) throws DriverException, InterruptedException {
        var scratch = new Scratch(server, options);
        scratch.create(options);
        return scratch;
    }

    /** One more of the same owner. */
    static Scratch beside(Scratch other, Map<String, Object> options) throws DriverException, InterruptedException {
        var scratch = new Scratch(other.server, other.target.owner(), options);
        scratch.create(options);
        return scratch;
    }

    /** One of the same owner that is to take the place of another. */
    static Scratch toReplace(Scratch other) throws DriverException, InterruptedException {
        var scratch = new Scratch(other.server, other.target.owner(), Map.of());
        scratch.driver.validate(scratch.target);
        scratch.driver.create(CreateRequest.staging(scratch.target, PASSWORD, other.target));
        return scratch;
    }

    TestServer server() {
        return server;
    }

    PostgresqlDriver driver() {
        return driver;
    }

    DatabaseTarget target() {
        return target;
    }

    String name() {
        return target.databaseName();
    }

    DatabaseTarget target(Map<String, Object> options) {
        return server.target(target.owner(), name(), options);
    }

    void create(Map<String, Object> options) throws DriverException, InterruptedException {
        var wanted = target(options);
        driver.validate(wanted);
        driver.create(new CreateRequest(wanted, PASSWORD, false));
    }

    void adopt() throws DriverException, InterruptedException {
        driver.create(new CreateRequest(target, PASSWORD, true));
    }

    /** What the driver counts in the dump must be what it counts in the database. */
    byte[] dump() throws DriverException, IOException, InterruptedException {
        var dump = new ByteArrayOutputStream();
        var report = driver.backup(target, dump);
        assertThat(report.contents()).isEqualTo(driver.contents(target));
        return dump.toByteArray();
    }

    /** Runs statements as the application. */
    void run(String... statements) throws SQLException {
        try (var connection = server.asApplication(target, PASSWORD)) {
            TestServer.run(connection, statements);
        }
    }

    /** What the application sees: the first column. */
    List<String> ask(String sql, String... values) throws SQLException {
        try (var connection = server.asApplication(target, PASSWORD)) {
            return TestServer.ask(connection, sql, values);
        }
    }

    @Override
    public void close() throws DriverException {
        try {
            driver.drop(target);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
