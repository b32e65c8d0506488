package com.isotoma.dboperator.driver.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.DriverException.Kind;
import com.isotoma.dboperator.driver.spi.Reasons;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What spec.options does. */
class OptionsIT {
    static List<TestServer> servers() {
        return List.of(TestServer.superuser18(), TestServer.restricted18(), TestServer.restricted15());
    }

    @ParameterizedTest
    @MethodSource("servers")
    void optionsAreSetAndThoseThatCanChangeDo(TestServer server) throws Exception {
        var first = Map.<String, Object>of(
                "encoding", "LATIN1", "locale", "C", "connectionLimit", 7, "extensions", List.of("hstore"));
        try (var scratch = Scratch.on(server, first)) {
            assertThat(property(scratch, "pg_encoding_to_char(encoding)")).isEqualTo("LATIN1");
            assertThat(property(scratch, "datcollate")).isEqualTo("C");
            assertThat(property(scratch, "datconnlimit")).isEqualTo("7");
            assertThat(scratch.ask("SELECT 'a=>1'::hstore -> 'a'")).containsExactly("1");

            // Left out is as good as the same; the limit goes back to none.
            scratch.create(Map.of("encoding", "latin-1", "extensions", List.of("hstore", "cube")));

            assertThat(property(scratch, "datconnlimit")).isEqualTo("-1");
            assertThat(scratch.ask("SELECT extname FROM pg_extension WHERE extname IN ('cube', 'hstore')"))
                    .hasSize(2);
        }
    }

    @Test
    void whatCannotBeChangedIsRefused() throws Exception {
        try (var scratch = Scratch.on(TestServer.restricted18())) {
            for (var key : List.of("encoding", "locale")) {
                assertThatThrownBy(() -> scratch.create(Map.of(key, "SQL_ASCII")))
                        .isInstanceOfSatisfying(DriverException.class, e -> {
                            assertThat(e.kind()).isEqualTo(Kind.USER);
                            assertThat(e)
                                    .hasMessageContaining("spec.options." + key)
                                    .hasMessageContaining("cannot be");
                        });
            }
        }
    }

    @Test
    void anEncodingOrLocaleThatTheServerDoesNotKnowIsTheUsersMistake() throws Exception {
        for (var options : List.<Map<String, Object>>of(Map.of("encoding", "KLINGON"), Map.of("locale", "kl_KL"))) {
            try (var scratch = Scratch.planned(TestServer.restricted18())) {
                assertThatThrownBy(() -> scratch.create(options))
                        .isInstanceOfSatisfying(
                                DriverException.class, e -> assertThat(e.kind()).isEqualTo(Kind.USER));
            }
        }
    }

    @Test
    void extensionsThatCannotBeInstalledAreNamedWithTheRemedy() throws Exception {
        try (var scratch = Scratch.on(TestServer.restricted18())) {
            assertThatThrownBy(() -> scratch.create(Map.of("extensions", List.of("no such\" thing"))))
                    .isInstanceOfSatisfying(DriverException.class, e -> {
                        assertThat(e.kind()).isEqualTo(Kind.USER);
                        assertThat(e).hasMessageContaining("no such\" thing").hasMessageContaining("remove it");
                    });
            assertThatThrownBy(() -> scratch.create(Map.of("extensions", List.of("dblink"))))
                    .isInstanceOfSatisfying(DriverException.class, e -> {
                        assertThat(e.reason()).isEqualTo(Reasons.PERMISSION_DENIED);
                        assertThat(e).hasMessageContaining("CREATE EXTENSION \"dblink\"");
                    });
        }
    }

    @Test
    void theApplicationCannotShadowWhatTheAdminRuns() throws Exception {
        try (var scratch = Scratch.on(TestServer.superuser18())) {
            scratch.run(
                    "CREATE SCHEMA evil",
                    "CREATE FUNCTION evil.pg_available_extensions(OUT name name, OUT default_version text,"
                            + " OUT comment text) RETURNS SETOF record LANGUAGE plpgsql AS $$ BEGIN"
                            + " EXECUTE 'ALTER ROLE " + scratch.name() + " SUPERUSER'; END $$",
                    "ALTER DATABASE " + scratch.name() + " SET search_path = evil, pg_catalog",
                    "ALTER DATABASE " + scratch.name() + " SET default_transaction_read_only = on");

            scratch.create(Map.of("extensions", List.of("hstore")));

            assertThat(scratch.server()
                            .ask("postgres", "SELECT rolsuper FROM pg_roles WHERE rolname = ?", scratch.name()))
                    .containsExactly("f");
        }
    }

    private static String property(Scratch scratch, String column) throws SQLException {
        return scratch.server()
                .ask("postgres", "SELECT " + column + " FROM pg_database WHERE datname = ?", scratch.name())
                .get(0);
    }
}
