package com.isotoma.dboperator.driver.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.isotoma.dboperator.driver.spi.Credentials;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Reasons;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The driver's locks are where no application reaches them. Each test has an admin of its own. */
class LocksIT {
    /** As many as a new server may see at once. */
    private static final int RUNS = 12;

    private static final TestServer SERVER = TestServer.restricted18();

    private final Credentials admin =
            new Credentials("it-admin-" + UUID.randomUUID().toString().substring(0, 8), "AdminPassword0123");
    private final TestServer server = new TestServer(SERVER.host(), SERVER.port(), SERVER.superuser(), admin);
    private final String locks = LockDatabase.nameFor(admin);

    @BeforeEach
    void makeAdmin() throws Exception {
        server.run(
                "postgres",
                Quoting.withNames("CREATE ROLE {admin} LOGIN CREATEDB CREATEROLE PASSWORD ", admin.username())
                        + Quoting.literal(admin.password()));
    }

    @AfterEach
    void dropAdmin() throws Exception {
        server.run(
                "postgres",
                Quoting.withNames("DROP DATABASE IF EXISTS {locks} WITH (FORCE)", locks),
                Quoting.withNames("DROP ROLE {admin}", admin.username()));
    }

    @Test
    void anApplicationThatHoldsEveryLockThatItCanNameDelaysNoOperation() throws Exception {
        try (var scratch = Scratch.on(server);
                var greedy = server.connect("postgres", application(scratch))) {
            takeAll(greedy, scratch.name());

            scratch.create(Map.of());
            assertThat(scratch.dump()).isNotEmpty();
            try (var staging = Scratch.toReplace(scratch)) {
                takeAll(greedy, staging.name());
                scratch.driver().replace(scratch.target(), staging.target());
            }
            scratch.driver().drop(scratch.target());
        }
    }

    private static void takeAll(Connection greedy, String name) throws SQLException {
        for (var purpose : List.of("database", "member", "login")) {
            TestServer.run(greedy, "SELECT pg_advisory_lock(" + ServerLock.key(purpose, name) + ")");
        }
    }

    @Test
    void anApplicationMayNotConnectToWhereTheLocksAre() throws Exception {
        try (var scratch = Scratch.on(server)) {
            assertThatThrownBy(() -> server.connect(locks, application(scratch)))
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("42501"));
        }
    }

    @Test
    void operationsThatMakeItAtTheSameMomentAllSucceed() throws Exception {
        var scratches = new ArrayList<Scratch>();
        try (var threads = Executors.newFixedThreadPool(RUNS)) {
            var creations = new ArrayList<Callable<Void>>();
            for (var i = 0; i < RUNS; i++) {
                var scratch = Scratch.planned(server);
                scratches.add(scratch);
                creations.add(() -> {
                    scratch.create(Map.of());
                    return null;
                });
            }
            for (var creation : threads.invokeAll(creations)) {
                assertThat(creation.get()).isNull();
            }
        } finally {
            for (var scratch : scratches) {
                scratch.close();
            }
        }
    }

    @Test
    void oneThatWasCutOffBeforeItWasOpenedIsFinished() throws Exception {
        server.run(
                "postgres",
                Quoting.withNames(
                        "CREATE DATABASE {locks} OWNER {admin} ALLOW_CONNECTIONS false", locks, admin.username()));

        try (var scratch = Scratch.on(server)) {
            assertThatThrownBy(() -> server.connect(locks, application(scratch)))
                    .isInstanceOf(SQLException.class);
        }
    }

    @Test
    void oneThatOthersMayConnectToIsRefusedWithTheRemedy() throws Exception {
        server.run("postgres", Quoting.withNames("CREATE DATABASE {locks} OWNER {admin}", locks, admin.username()));

        assertThatThrownBy(() -> Scratch.on(server)).isInstanceOfSatisfying(DriverException.class, e -> {
            assertThat(e.reason()).isEqualTo(Reasons.PERMISSION_DENIED);
            assertThat(e).hasMessageContaining(locks).hasMessageContaining("drop it");
        });
        server.run("postgres", Quoting.withNames("DROP DATABASE {locks}", locks));
        Scratch.on(server).close();
    }

    @Test
    void aDatabaseWhoseMakingWasCutOffIsClosedToOthersBeforeItIsOpened() throws Exception {
        try (var scratch = Scratch.on(server);
                var other = Scratch.on(server)) {
            server.run(
                    "postgres",
                    Quoting.withNames("ALTER DATABASE {name} ALLOW_CONNECTIONS false", scratch.name()),
                    Quoting.withNames("GRANT CONNECT ON DATABASE {name} TO PUBLIC", scratch.name()));

            scratch.create(Map.of());

            assertThat(scratch.ask("SELECT current_database()")).containsExactly(scratch.name());
            assertThatThrownBy(() -> server.connect(scratch.name(), application(other)))
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("42501"));
        }
    }

    private static Credentials application(Scratch scratch) {
        return new Credentials(Logins.of(scratch.target()).first(), Scratch.PASSWORD);
    }
}
