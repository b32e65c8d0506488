package com.isotoma.dboperator.driver.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Reasons;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Options that say how a database is made: provider of the locale, template, schemas, and versions of extensions. */
class CreationOptionsIT {
    static List<TestServer> servers() {
        return List.of(TestServer.superuser18(), TestServer.restricted18(), TestServer.restricted15());
    }

    @ParameterizedTest
    @MethodSource("servers")
    void aLocaleOfIcuIsKeptAndCannotBeChanged(TestServer server) throws Exception {
        var asked = Map.<String, Object>of("localeProvider", "icu", "locale", "en-US", "encoding", "UTF8");
        try (var scratch = Scratch.on(server, asked)) {
            assertThat(scratch.ask("SELECT datlocprovider::text FROM pg_database WHERE datname = current_database()"))
                    .containsExactly("i");
            assertThat(scratch.ask("SELECT 'a' < 'B'")).containsExactly("t");

            scratch.create(asked);
            scratch.create(Map.of());
            assertRefused(
                    () -> scratch.create(Map.of("localeProvider", "icu", "locale", "de-DE")),
                    "spec.options.locale",
                    "de-DE",
                    "en-US");
            assertRefused(
                    () -> scratch.create(Map.of("localeProvider", "libc", "locale", "C")),
                    "spec.options.localeProvider",
                    "libc",
                    "icu");
        }
    }

    @Test
    void theProviderOfTheServerItselfNeedsAServerThatHasIt() throws Exception {
        var asked = Map.<String, Object>of("localeProvider", "builtin", "locale", "C.UTF-8", "encoding", "UTF8");
        try (var scratch = Scratch.on(TestServer.restricted18(), asked)) {
            assertThat(scratch.ask("SELECT datlocprovider::text FROM pg_database WHERE datname = current_database()"))
                    .containsExactly("b");
        }
        try (var scratch = Scratch.planned(TestServer.restricted15())) {
            assertRefused(() -> scratch.create(asked), "spec.options.localeProvider", "builtin", "17", "15");
        }
    }

    @ParameterizedTest
    @MethodSource("servers")
    void onlyATemplateCanBeCopied(TestServer server) throws Exception {
        var template = "template_" + UUID.randomUUID().toString().substring(0, 8);
        server.run("postgres", "CREATE DATABASE " + template);
        try (var scratch = Scratch.planned(server)) {
            server.run(template, "CREATE TABLE public.brought (x int)");
            assertRefused(
                    () -> scratch.create(Map.of("template", template)),
                    "spec.options.template",
                    template,
                    "IS_TEMPLATE");
            assertRefused(() -> scratch.create(Map.of("template", "no_such")), "spec.options.template", "no_such");
            assertThat(server.ask("postgres", "SELECT 1 FROM pg_database WHERE datname = ?", scratch.name()))
                    .isEmpty();

            server.run("postgres", "ALTER DATABASE " + template + " IS_TEMPLATE true");
            scratch.create(Map.of("template", template));

            assertThat(scratch.ask("SELECT tablename FROM pg_tables WHERE schemaname = 'public'"))
                    .containsExactly("brought");
        } finally {
            server.run("postgres", "ALTER DATABASE " + template + " IS_TEMPLATE false", "DROP DATABASE " + template);
        }
    }

    @ParameterizedTest
    @MethodSource("servers")
    void schemasBelongToTheOwnerOfTheDatabase(TestServer server) throws Exception {
        try (var scratch = Scratch.on(server, Map.of("schemas", List.of("audit", "Odd \"name\"")))) {
            scratch.run("CREATE TABLE audit.log (x int)", "CREATE TABLE \"Odd \"\"name\"\"\".t (x int)");
            assertThat(scratch.ask("SELECT DISTINCT pg_get_userbyid(nspowner)::text FROM pg_namespace"
                            + " WHERE nspname IN ('audit', 'Odd \"name\"')"))
                    .containsExactly(scratch.name());

            server.run(scratch.name(), "CREATE SCHEMA theirs");
            assertRefused(
                    () -> scratch.create(Map.of("schemas", List.of("audit", "theirs"))),
                    "spec.options.schemas",
                    "theirs",
                    "OWNER TO");
            scratch.create(Map.of("schemas", List.of("audit")));
            assertThat(scratch.ask("SELECT count(*)::text FROM audit.log")).containsExactly("0");
        }
    }

    @ParameterizedTest
    @MethodSource("servers")
    void anExtensionHasTheVersionAndTheSchemaThatAreAskedFor(TestServer server) throws Exception {
        try (var scratch = Scratch.on(server, hstore("1.4", "ext"))) {
            assertThat(hstore(scratch)).containsExactly("1.4 ext");

            scratch.create(Map.of("extensions", List.of("hstore")));
            assertThat(hstore(scratch)).as("what is not asked for stays").containsExactly("1.4 ext");
            assertRefused(
                    () -> scratch.create(hstore("1.8", "ext2")), "spec.options.extensions", "hstore", "ext2", "'ext'");
            assertRefused(
                    () -> scratch.create(hstore("99", "ext")), "spec.options.extensions", "hstore", "99", "1.4, ");
            assertThat(hstore(scratch)).containsExactly("1.4 ext");
            scratch.create(hstore("1.8", "ext"));
            assertThat(hstore(scratch)).containsExactly("1.8 ext");
            assertRefused(
                    () -> scratch.create(hstore("1.4", "ext")), "spec.options.extensions", "hstore", "1.4", "'1.8'");
            assertThat(scratch.ask("SELECT ('a=>1'::ext.hstore)::text")).containsExactly("\"a\"=>\"1\"");
        }
    }

    @Test
    void whatCanBeNoneIsNamed() throws Exception {
        try (var scratch = Scratch.on(TestServer.superuser18())) {
            for (var wrong : List.<Map<String, Object>>of(
                    Map.of("extensions", "hstore"),
                    Map.of("extensions", List.of(7)),
                    Map.of("extensions", List.of(Map.of("version", "1"))),
                    Map.of("extensions", List.of(Map.of("name", "hstore", "versoin", "1"))),
                    Map.of("extensions", List.of("hstore", Map.of("name", "hstore"))),
                    Map.of("extensions", List.of(Map.of("name", "hstore", "schema", "pg_catalog"))),
                    Map.of("schemas", List.of("pg_mine")),
                    Map.of("schemas", List.of("information_schema")),
                    Map.of("schemas", List.of("")),
                    Map.of("schemas", List.of("x".repeat(64))),
                    Map.of("localeProvider", "glibc"),
                    Map.of("localeProvider", "icu"))) {
                assertRefused(
                        () -> scratch.create(wrong),
                        "spec.options." + wrong.keySet().iterator().next());
            }
        }
    }

    private static Map<String, Object> hstore(String version, String schema) {
        return Map.of("extensions", List.of(Map.of("name", "hstore", "version", version, "schema", schema)));
    }

    private static List<String> hstore(Scratch scratch) throws Exception {
        return scratch.ask("SELECT extversion || ' ' || nspname FROM pg_extension e"
                + " JOIN pg_namespace n ON n.oid = e.extnamespace WHERE extname = 'hstore'");
    }

    private static void assertRefused(ThrowingCallable call, String... words) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(DriverException.class, e -> {
                    assertThat(e.kind()).isEqualTo(DriverException.Kind.USER);
                    assertThat(e.reason()).isEqualTo(Reasons.INVALID_SPEC);
                })
                .hasMessageContainingAll(words);
    }
}
