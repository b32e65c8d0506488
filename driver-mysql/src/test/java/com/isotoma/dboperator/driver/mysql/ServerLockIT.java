package com.isotoma.dboperator.driver.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.DriverException.Kind;
import com.isotoma.dboperator.driver.spi.Reasons;
import com.isotoma.dboperator.driver.sql.Hashes;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** The lock that keeps runs apart. Every account of a server may take any lock whose name it knows. */
class ServerLockIT extends OnBothServers {
    ServerLockIT(Flavour flavour) {
        super(flavour);
    }

    @Test
    void anApplicationThatTakesWhatItCanGuessHoldsUpNobody() throws Exception {
        var target = created(name, PASSWORD);
        var other = target(name + "_o");
        try (var hostile = server.asApplication(target, PASSWORD)) {
            for (var guess : new String[] {
                "db-operator:" + other.databaseName(),
                "db-operator:" + Hashes.hex(other.databaseName(), 20),
                "db-operator:" + Hashes.hex("db_operator", other.databaseName(), 20)
            }) {
                assertThat(TestServer.texts(hostile, "SELECT GET_LOCK(?, 0)", guess))
                        .containsExactly("1");
            }

            create(other, OTHER_PASSWORD);
            driver.drop(other);
        }
    }

    @Test
    void noApplicationCanReadTheWordThatTheNamesAreMadeWithNorTheLocksThatAreHeld() throws Exception {
        var target = created(name, PASSWORD);
        try (var session = Session.admin(target)) {
            ServerLock.take(session, name);
            for (var query : new String[] {
                "SELECT word FROM db_operator.lock_names",
                "SELECT object_name FROM performance_schema.metadata_locks",
                "SELECT sql_text FROM performance_schema.events_statements_history"
            }) {
                assertThatThrownBy(() -> ask(target, PASSWORD, query))
                        .isInstanceOf(SQLException.class)
                        .hasMessageContaining("denied");
            }
            assertThat(ask(
                            target,
                            PASSWORD,
                            "SELECT info FROM information_schema.processlist WHERE user <> '" + name + "'"))
                    .isEmpty();
            assertThat(ask(
                            target,
                            PASSWORD,
                            "SELECT" + " table_name FROM information_schema.tables WHERE table_schema = 'db_operator'"))
                    .isEmpty();
        }
    }

    @Test
    void twoRunsForOneDatabaseFollowEachOtherAndTwoForTwoDoNot() throws Exception {
        var target = created(name, PASSWORD);
        try (var first = Session.admin(target);
                var second = Session.admin(target)) {
            ServerLock.take(first, name);
            ServerLock.take(second, name + "_o");

            assertThatThrownBy(() -> ServerLock.take(second, name)).isInstanceOfSatisfying(DriverException.class, e -> {
                assertThat(e.kind()).isEqualTo(Kind.UNAVAILABLE);
                assertThat(e.reason()).isEqualTo(Reasons.IN_USE);
            });
        }
    }
}
