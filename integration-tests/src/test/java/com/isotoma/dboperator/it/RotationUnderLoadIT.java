package com.isotoma.dboperator.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.isotoma.dboperator.crds.v1alpha1.Database;
import com.isotoma.dboperator.crds.v1alpha1.RotationStatus;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.util.Credentials;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An application with a connection pool reads its Secret again after up to half the overlap, and notices nothing. */
@WithOperator
@Execution(ExecutionMode.CONCURRENT)
class RotationUnderLoadIT {
    private static final int ROTATIONS = 20;
    private static final Duration OVERLAP = Duration.ofSeconds(10);
    private static final int SESSIONS = 4;

    @ParameterizedTest
    @ValueSource(strings = {"postgresql", "mysql", "mariadb"})
    void noLoginFailsInTwentyRotations(String driver) throws Exception {
        try (var namespace = TestNamespace.create(Servers.of(driver))) {
            namespace.apply(DatabaseYaml.of(Servers.of(driver), "orders")
                    .set("deletionPolicy", "Delete")
                    .set("rotation.overlap", OVERLAP.toSeconds() + "s"));
            namespace.awaitReady("orders");
            var secret = namespace.secretValues("orders");
            var first = SqlServer.value(secret, "password");
            // MariaDB is reached by MySQL's JDBC driver here.
            var url = SqlServer.value(secret, "jdbc-url").replace("jdbc:mariadb:", "jdbc:mysql:");
            try (var application = new Application(namespace, url, secret)) {
                application.begin();
                for (int i = 1; i <= ROTATIONS; i++) {
                    rotate(namespace, "rotation-" + i);
                }
                application.requireWorking();
                assertThat(application.logins.failures()).isEmpty();
                assertThat(application.errors).isEmpty();
                assertThat(application.logins.passwords()).isEqualTo(ROTATIONS + 1);
                assertThat(application.logins.logins()).isGreaterThan(10 * ROTATIONS);
            }
            assertThat(namespace.secretValue("orders", "password")).isNotEqualTo(first);
            assertThat(namespace.events("Rotated")).hasSize(ROTATIONS);
            namespace.deleteDatabase("orders");
            namespace.awaitGone("orders");
        }
    }

    /** Asks for one, and waits until the application has read the Secret and the overlap is over. */
    private static void rotate(TestNamespace namespace, String word) {
        namespace
                .client
                .resources(Database.class)
                .inNamespace(namespace.name)
                .withName("orders")
                .patch(
                        PatchContext.of(PatchType.JSON_MERGE),
                        "{\"metadata\": {\"annotations\": {\"db.isotoma.com/rotate\": \"" + word + "\"}}}");
        TestNamespace.await().untilAsserted(() -> {
            var rotation = Objects.requireNonNullElse(namespace.status("orders").rotation(), RotationStatus.NONE);
            assertThat(rotation.served()).isEqualTo(word);
            assertThat(rotation.retireAt()).isNull();
        });
    }

    /** A pool whose sessions are replaced all the time, so that it always logs in. */
    private static final class Application implements AutoCloseable {
        private final TestNamespace namespace;
        private final CountedLogins logins;
        private final HikariDataSource pool;
        private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(SESSIONS + 2);
        private final List<Future<?>> endless = new ArrayList<>();
        private final List<String> errors = new CopyOnWriteArrayList<>();
        private final AtomicInteger statements = new AtomicInteger();

        Application(TestNamespace namespace, String jdbcUrl, Map<String, String> secret) {
            this.namespace = namespace;
            logins = new CountedLogins(jdbcUrl);
            var config = new HikariConfig();
            config.setDataSource(logins);
            config.setUsername(SqlServer.value(secret, "username"));
            config.setPassword(SqlServer.value(secret, "password"));
            config.setMaximumPoolSize(SESSIONS);
            pool = new HikariDataSource(config);
        }

        void begin() {
            for (int i = 0; i < SESSIONS; i++) {
                repeat(this::work, 20);
            }
            repeat(() -> pool.getHikariPoolMXBean().softEvictConnections(), 200);
            repeat(this::reload, OVERLAP.toMillis() / 2);
        }

        private void repeat(Runnable task, long milliseconds) {
            endless.add(threads.scheduleWithFixedDelay(task, 0, milliseconds, TimeUnit.MILLISECONDS));
        }

        private void work() {
            try (var connection = pool.getConnection();
                    var statement = connection.createStatement()) {
                statement.execute("SELECT 1");
                statements.incrementAndGet();
            } catch (SQLException e) {
                errors.add(String.valueOf(e.getMessage()));
            }
        }

        private void reload() {
            try {
                var secret = namespace.secretValues("orders");
                // Both at once: a login between two calls would have the new name with the old password.
                pool.getHikariConfigMXBean()
                        .setCredentials(Credentials.of(
                                SqlServer.value(secret, "username"), SqlServer.value(secret, "password")));
            } catch (RuntimeException e) {
                errors.add(String.valueOf(e));
            }
        }

        /** All of it goes on, or nothing would have failed for another reason. */
        void requireWorking() {
            assertThat(endless).noneMatch(Future::isDone);
            int before = statements.get();
            TestNamespace.await().until(() -> statements.get() > before);
        }

        @Override
        public void close() {
            threads.shutdownNow();
            pool.close();
        }
    }
}
