package com.isotoma.dboperator.driver.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.isotoma.dboperator.driver.spi.DatabaseTarget;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An application whose pool uses all the connections that it may have, as most do. */
class ConnectionLimitIT extends OnBothServers {
    private static final String HASH = "SELECT authentication_string FROM mysql.user WHERE user = ?";
    private DatabaseTarget target;

    ConnectionLimitIT(Flavour flavour) {
        super(flavour);
    }

    @BeforeEach
    void aSmallLimit() throws Exception {
        target = target(name, Map.of(), Map.of("maxUserConnections", 2));
        create(target, PASSWORD);
        application(target, PASSWORD, "CREATE TABLE t (id INT PRIMARY KEY)", "INSERT INTO t VALUES (1)");
    }

    @Test
    void isEndedByAReplacementAndHasTheSameLimitAfterwards() throws Exception {
        var replacement = created(name + "_r", OTHER_PASSWORD);
        application(replacement, OTHER_PASSWORD, "CREATE TABLE t (id INT PRIMARY KEY)", "INSERT INTO t VALUES (2)");
        try (var one = server.asApplication(target, PASSWORD);
                var two = server.asApplication(target, PASSWORD)) {
            two.setAutoCommit(false);
            TestServer.run(two, "UPDATE t SET id = 3");

            driver.replace(target, replacement);

            assertThat(one.isValid(5)).isFalse();
            assertThat(two.isValid(5)).isFalse();
        }
        assertThat(ask(target, PASSWORD, "SELECT id FROM t")).containsExactly("2");
        assertThatThereIsRoomForTwo();
    }

    @Test
    void keepsItsPasswordAsItIsWhenItsDatabaseIsLookedAfter() throws Exception {
        var before = server.askAdmin(HASH, name);
        try (var one = server.asApplication(target, PASSWORD);
                var two = server.asApplication(target, PASSWORD)) {
            create(target, PASSWORD);

            assertThat(one.isValid(5) && two.isValid(5)).isTrue();
        }
        assertThat(server.askAdmin(HASH, name)).isEqualTo(before);
    }

    @Test
    void isEndedByADrop() throws Exception {
        try (var one = server.asApplication(target, PASSWORD);
                var two = server.asApplication(target, PASSWORD)) {
            driver.drop(target);

            for (Connection each : List.of(one, two)) {
                assertThat(each.isValid(5)).isFalse();
            }
        }
    }

    @Test
    void isFourFifthsOfTheServersUnlessTheOptionsSayAnother() throws Exception {
        create(target(name, Map.of(), Map.of()), PASSWORD);
        var most = Integer.parseInt(
                server.askAdmin("SELECT @@GLOBAL.max_connections * 4 DIV 5").getFirst());
        assertThat(limit()).isEqualTo(Integer.toString(most));
        create(target(name, Map.of(), Map.of("maxUserConnections", 0)), PASSWORD);
        assertThat(limit()).isEqualTo("0");
    }

    private String limit() throws SQLException {
        return server.askAdmin("SELECT max_user_connections FROM mysql.user WHERE user = ?", name)
                .getFirst();
    }

    private void assertThatThereIsRoomForTwo() throws SQLException {
        try (var one = server.asApplication(target, PASSWORD);
                var two = server.asApplication(target, PASSWORD)) {
            assertThat(one.isValid(5) && two.isValid(5)).isTrue();
            assertThatThrownBy(() -> server.asApplication(target, PASSWORD))
                    .hasMessageContaining("max_user_connections");
        }
    }
}
