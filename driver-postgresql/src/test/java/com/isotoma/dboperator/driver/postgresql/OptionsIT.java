package com.isotoma.dboperator.driver.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.isotoma.dboperator.driver.spi.CreateRequest;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.DriverException.Kind;
import com.isotoma.dboperator.driver.spi.Permit;
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

    @ParameterizedTest
    @MethodSource("servers")
    void oneApplicationLeavesAFifthOfTheConnectionsToOthers(TestServer server) throws Exception {
        try (var scratch = Scratch.on(server)) {
            assertThat(roleLimit(scratch))
                    .containsExactlyElementsOf(scratch.ask("SELECT ((current_setting('max_connections')::int"
                            + " - current_setting('superuser_reserved_connections')::int) * 4 / 5)::text"));

            scratch.create(Map.of("connectionLimit", -1));
            assertThat(roleLimit(scratch)).containsExactly("-1");

            scratch.create(Map.of());
            assertThat(roleLimit(scratch)).doesNotContain("-1");
        }
    }

    private static List<String> roleLimit(Scratch scratch) throws Exception {
        return scratch.ask("SELECT rolconnlimit::text FROM pg_roles WHERE rolname = session_user");
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
    void anApplicationHasNoUntrustedExtensionInstalledUnlessTheDriverSaysSo() throws Exception {
        var server = TestServer.superuser18();
        var options = Map.<String, Object>of("extensions", List.of("dblink"));
        try (var scratch = Scratch.on(server)) {
            var request = new CreateRequest(scratch.target(options), Scratch.PASSWORD, false);
            for (var allowed : List.of("", "dblin, dblink2 ,", "DBLINK")) {
                assertThatThrownBy(() -> driver(allowed).create(request))
                        .isInstanceOfSatisfying(DriverException.class, e -> {
                            assertThat(e.kind()).isEqualTo(Kind.USER);
                            assertThat(e.reason()).isEqualTo(Reasons.PERMISSION_DENIED);
                            assertThat(e).hasMessageContaining(UntrustedExtensions.VARIABLE);
                        });
            }
            assertThat(scratch.ask("SELECT extname FROM pg_extension")).containsExactly("plpgsql");

            driver("hstore, dblink").create(request);
            assertThat(scratch.ask("SELECT extname FROM pg_extension")).contains("dblink");
        }
    }

    private static PostgresqlDriver driver(String allowed) {
        return new PostgresqlDriver(
                TestServer.tools(),
                Permit.ALWAYS,
                UntrustedExtensions.of(Map.of(UntrustedExtensions.VARIABLE, allowed)));
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
