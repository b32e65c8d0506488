package com.isotoma.dboperator.driver.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import com.isotoma.dboperator.driver.spi.CreateRequest;
import com.isotoma.dboperator.driver.spi.DatabaseTarget;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Owner;
import java.io.ByteArrayOutputStream;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Tests that run on MySQL and on MariaDB, each with an admin as a managed service gives it. */
@ParameterizedClass
@EnumSource
abstract class OnBothServers {
    static final String PASSWORD = "FirstPassword0123456789";
    static final String OTHER_PASSWORD = "OtherPassword0123456789";

    final Flavour flavour;
    final TestServer server;
    final MysqlDriver driver;
    final Owner owner = new Owner("cluster-" + UUID.randomUUID(), "shop", "orders");
    final String name = "t_" + UUID.randomUUID().toString().replace("-", "").substring(0, 14);
    private final List<DatabaseTarget> made = new ArrayList<>();
    private final List<String> clearing = new ArrayList<>();

    OnBothServers(Flavour flavour) {
        this.flavour = flavour;
        this.server = TestServer.local(flavour.name(), "RESTRICTED");
        this.driver = new MysqlDriver(Tools.in(server.tools()));
    }

    DatabaseTarget target(String database) {
        return target(database, Map.of(), Map.of());
    }

    DatabaseTarget target(String database, Map<String, Object> connect, Map<String, Object> options) {
        return remember(server.target(owner, database, database, connect, options));
    }

    DatabaseTarget remember(DatabaseTarget target) {
        made.add(target);
        return target;
    }

    DatabaseTarget created(String database, String password) throws Exception {
        var target = target(database);
        create(target, password);
        return target;
    }

    void create(DatabaseTarget target, String password) throws DriverException, InterruptedException {
        driver.create(new CreateRequest(target, password, false));
    }

    /** What the driver counts in the dump must be what it counts in the database. */
    byte[] dumpOf(DatabaseTarget target) throws Exception {
        var dump = new ByteArrayOutputStream();
        var report = driver.backup(target, dump);
        assertThat(report.contents()).isEqualTo(driver.contents(target));
        return dump.toByteArray();
    }

    /** A statement for the admin after the test. */
    void clearAfterwards(String statement) {
        clearing.add(statement);
    }

    void application(DatabaseTarget target, String password, String... statements) throws SQLException {
        try (var connection = server.asApplication(target, password)) {
            TestServer.run(connection, statements);
        }
    }

    List<String> ask(DatabaseTarget target, String password, String sql) throws SQLException {
        try (var connection = server.asApplication(target, password)) {
            return TestServer.texts(connection, sql);
        }
    }

    /**
     * One with a table of megabytes, more than fits into the buffers on the way, so that a dump can be caught in it.
     *
     * @param doublings how often its one row is doubled
     */
    DatabaseTarget createdWithBigTable(int doublings) throws Exception {
        var target = created(name, PASSWORD);
        var statements = new ArrayList<>(List.of(
                "CREATE TABLE big (id INT AUTO_INCREMENT PRIMARY KEY, t LONGTEXT)",
                "INSERT INTO big (t) VALUES (REPEAT('x', 1000000))"));
        statements.addAll(Collections.nCopies(doublings, "INSERT INTO big (t) SELECT t FROM big"));
        application(target, PASSWORD, statements.toArray(String[]::new));
        return target;
    }

    /** Begins it in a thread of its own. */
    static <T> FutureTask<T> started(Callable<T> work) {
        var task = new FutureTask<>(work);
        Thread.ofPlatform().daemon().start(task);
        return task;
    }

    @AfterEach
    void leaveTheServerClean() throws Exception {
        for (var target : made) {
            driver.drop(server.target(target.owner(), target.databaseName(), target.username()));
        }
        server.asAdmin(clearing.toArray(String[]::new));
    }
}
