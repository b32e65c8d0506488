package com.isotoma.dboperator.driver.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Owner;
import com.isotoma.dboperator.driver.spi.Reasons;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DropIT {
    static List<TestServer> servers() {
        return List.of(TestServer.superuser18(), TestServer.restricted18(), TestServer.restricted15());
    }

    @ParameterizedTest
    @MethodSource("servers")
    void openSessionsAreEnded(TestServer server) throws Exception {
        try (var scratch = Scratch.on(server);
                var session = server.asApplication(scratch.target(), Scratch.PASSWORD)) {
            assertThat(session.isValid(5)).isTrue();

            scratch.driver().drop(scratch.target());

            assertThat(session.isValid(5)).isFalse();
            assertThat(databases(scratch)).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("servers")
    void aRoleThatOwnsSomethingElsewhereIsKeptWithAnExplanationUntilThatIsGone(TestServer server) throws Exception {
        try (var elsewhere = Scratch.on(server);
                var scratch = Scratch.on(server)) {
            server.run(
                    elsewhere.name(),
                    "CREATE TABLE public.borrowed (id int)",
                    "ALTER TABLE public.borrowed OWNER TO " + scratch.name());

            assertThatThrownBy(() -> scratch.driver().drop(scratch.target()))
                    .isInstanceOfSatisfying(DriverException.class, e -> {
                        assertThat(e.reason()).isEqualTo(Reasons.IN_USE);
                        assertThat(e).hasMessageContaining(elsewhere.name()).hasMessageContaining("reassign");
                    });
            assertThat(databases(scratch)).isEmpty();
            assertThat(server.ask(elsewhere.name(), "SELECT 1 FROM pg_class WHERE relname = 'borrowed'"))
                    .hasSize(1);

            server.run(elsewhere.name(), "DROP TABLE public.borrowed");
            scratch.driver().drop(scratch.target());
            assertThat(server.ask("postgres", "SELECT 1 FROM pg_roles WHERE rolname = ?", scratch.name()))
                    .isEmpty();
        }
    }

    @Test
    void theCommentOnADatabaseProvesNothing() throws Exception {
        var server = TestServer.restricted18();
        try (var scratch = Scratch.on(server)) {
            scratch.run("COMMENT ON DATABASE " + scratch.name() + " IS 'mine now'");
            scratch.create(Map.of());

            var owner = new Owner("other", "shop", "orders");
            scratch.run("COMMENT ON DATABASE " + scratch.name() + " IS '" + owner.mark() + "'");
            scratch.driver().drop(server.target(owner, scratch.name()));
            assertThat(databases(scratch)).hasSize(1);
        }
    }

    @Test
    void aHalfDroppedDatabaseIsDroppedFully() throws Exception {
        try (var scratch = Scratch.on(TestServer.restricted18())) {
            scratch.server()
                    .run(
                            "postgres",
                            "UPDATE pg_database SET datconnlimit = -2 WHERE datname = '" + scratch.name() + "'");

            scratch.driver().drop(scratch.target());

            assertThat(databases(scratch)).isEmpty();
        }
    }

    private static List<String> databases(Scratch scratch) throws SQLException {
        return scratch.server().ask("postgres", "SELECT 1 FROM pg_database WHERE datname = ?", scratch.name());
    }
}
