package com.isotoma.dboperator.driver.postgresql;

import static com.isotoma.dboperator.driver.postgresql.RestoredRightsIT.restoreInPlace;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.isotoma.dboperator.driver.spi.Contents;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.DumpReport;
import com.isotoma.dboperator.driver.spi.Exclusions;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Backups without some tables or rows: what is left, what is named, and that a restore succeeds. */
class PartialBackupIT {
    private final ByteArrayOutputStream dump = new ByteArrayOutputStream();

    static List<TestServer> servers() {
        return List.of(TestServer.superuser18(), TestServer.restricted18(), TestServer.restricted15());
    }

    private DumpReport backup(Scratch database, List<String> tables, List<String> data) throws Exception {
        return database.driver().backupPart(database.target(), new Exclusions(tables, data), dump);
    }

    private List<String> restored(Scratch database) throws Exception {
        return restoreInPlace(database, dump.toByteArray());
    }

    @ParameterizedTest
    @MethodSource("servers")
    void viewsAndForeignKeysGoWithTheirTableAndAreNamed(TestServer server) throws Exception {
        try (var inUse = Scratch.on(server)) {
            inUse.run(
                    "CREATE TABLE audit (id serial PRIMARY KEY, what text)",
                    "CREATE TABLE orders (id int PRIMARY KEY, audit_id int CONSTRAINT to_audit REFERENCES audit)",
                    "COMMENT ON CONSTRAINT to_audit ON orders IS 'c'",
                    "CREATE VIEW seen AS SELECT what FROM audit",
                    "CREATE MATERIALIZED VIEW often AS SELECT * FROM seen",
                    "CREATE INDEX ON often (what)",
                    "CREATE STATISTICS both_columns ON id, what FROM audit",
                    "GRANT SELECT ON seen TO PUBLIC",
                    "INSERT INTO audit (what) VALUES ('a'), ('b')",
                    "INSERT INTO orders VALUES (1, 1)");

            var report = backup(inUse, List.of("aud*"), List.of());

            assertThat(report.omitted().tables()).containsExactly("public.audit", "public.often", "public.seen");
            assertThat(report.contents()).isEqualTo(Contents.of(Map.of("public.orders", 1L)));
            assertThat(report.notes())
                    .singleElement()
                    .asString()
                    .contains("FK CONSTRAINT", "to_audit", "public.audit is not in the backup");
            assertThat(restored(inUse)).isEqualTo(report.notes());
            assertThat(inUse.ask("SELECT relname FROM pg_class WHERE oid >= 16384 AND relkind IN ('r','v','m','S')"
                            + " AND relnamespace = 'public'::regnamespace"))
                    .containsExactly("orders");
            inUse.run("INSERT INTO orders VALUES (2, 77)");
        }
    }

    @ParameterizedTest
    @MethodSource("servers")
    void tablesWithoutTheirRowsKeepDefinitionsAndSequences(TestServer server) throws Exception {
        try (var inUse = Scratch.on(server)) {
            inUse.run(
                    "CREATE TABLE audit (id serial PRIMARY KEY, what text)",
                    "CREATE TABLE orders (id int PRIMARY KEY, audit_id int CONSTRAINT to_audit REFERENCES audit)",
                    "CREATE TABLE lines (id int PRIMARY KEY, order_id int REFERENCES orders)",
                    "CREATE MATERIALIZED VIEW often AS SELECT what FROM audit",
                    "INSERT INTO audit (what) VALUES ('a'), ('b')",
                    "INSERT INTO orders VALUES (1, 1)",
                    "INSERT INTO lines VALUES (1, 1)");

            var report = backup(inUse, List.of(), List.of("audit", "lines"));

            assertThat(report.omitted().data()).containsExactly("public.audit", "public.lines");
            assertThat(report.contents())
                    .isEqualTo(Contents.of(Map.of("public.audit", 0L, "public.lines", 0L, "public.orders", 1L)));
            assertThat(report.notes())
                    .singleElement()
                    .asString()
                    .contains("to_audit", "rows of public.audit are not in the backup");
            assertThat(restored(inUse)).isEqualTo(report.notes());
            assertThat(inUse.driver().contents(inUse.target())).isEqualTo(report.contents());
            inUse.run("INSERT INTO audit (what) VALUES ('next')");
            assertThat(inUse.ask("SELECT concat(id, what) FROM audit")).containsExactly("3next");
        }
    }

    @Test
    void partitionsGoWithTheirParentAndOneAloneGoesAlone() throws Exception {
        try (var inUse = Scratch.on(TestServer.restricted18())) {
            inUse.run(
                    "CREATE SCHEMA log",
                    "CREATE TABLE log.events (id int, day int, PRIMARY KEY (id, day)) PARTITION BY LIST (day)",
                    "CREATE TABLE log.events_1 PARTITION OF log.events FOR VALUES IN (1)",
                    "CREATE TABLE log.events_2 PARTITION OF log.events FOR VALUES IN (2)",
                    "CREATE INDEX ON log.events (day)",
                    "CREATE TABLE parent (id int)",
                    "CREATE TABLE child (more int) INHERITS (parent)",
                    "CREATE TABLE uses (id int, day int, FOREIGN KEY (id, day) REFERENCES log.events)",
                    "INSERT INTO log.events VALUES (1, 1), (2, 2)",
                    "INSERT INTO uses VALUES (1, 1)",
                    "INSERT INTO child VALUES (1, 1)");

            var alone = backup(inUse, List.of("log.events_2"), List.of());
            assertThat(alone.omitted().tables()).containsExactly("log.events_2");
            assertThat(alone.contents())
                    .isEqualTo(Contents.of(
                            Map.of("log.events_1", 1L, "public.uses", 1L, "public.parent", 0L, "public.child", 1L)));
            dump.reset();
            var rows = backup(inUse, List.of(), List.of("log.events"));
            assertThat(rows.omitted().data()).containsExactly("log.events", "log.events_1", "log.events_2");
            assertThat(rows.notes()).singleElement().asString().contains("FK CONSTRAINT public.uses");
            dump.reset();
            var all = backup(inUse, List.of("log.events", "parent"), List.of());

            assertThat(all.omitted().tables())
                    .containsExactly("log.events", "log.events_1", "log.events_2", "public.child", "public.parent");
            assertThat(all.contents()).isEqualTo(Contents.of(Map.of("public.uses", 1L)));
            assertThat(restored(inUse)).singleElement().asString().contains("log.events is not in the backup");
            assertThat(inUse.driver().contents(inUse.target())).isEqualTo(all.contents());
        }
    }

    @Test
    void aPartitionedTableWithoutPartitionsIsNotNothing() throws Exception {
        try (var inUse = Scratch.on(TestServer.restricted18())) {
            inUse.run("CREATE TABLE events (id int) PARTITION BY LIST (id)");

            assertThat(inUse.driver().isEmpty(inUse.target())).isFalse();
        }
    }

    @Test
    void eachOfTheLesserPartsOfAPartitionedTableIsRestored() throws Exception {
        try (var inUse = Scratch.on(TestServer.restricted18())) {
            inUse.run(
                    "CREATE TABLE events (id int, day int, PRIMARY KEY (id, day)) PARTITION BY LIST (day)",
                    "CREATE TABLE events_1 PARTITION OF events FOR VALUES IN (1)",
                    "CREATE TABLE events_2 PARTITION OF events FOR VALUES IN (2)",
                    "CREATE TABLE uses (id int, day int, CONSTRAINT used FOREIGN KEY (id, day) REFERENCES events)",
                    "INSERT INTO events VALUES (1, 1), (2, 2)",
                    "INSERT INTO uses VALUES (1, 1)");

            var report = backup(inUse, List.of("events_2"), List.of());

            assertThat(restored(inUse)).isEqualTo(report.notes());
            assertThat(inUse.ask("SELECT id::text FROM events")).containsExactly("1");
            assertThat(inUse.ask("SELECT conname FROM pg_constraint WHERE conname = 'used'"))
                    .containsExactly("used");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE FUNCTION needs() RETURNS bigint LANGUAGE sql BEGIN ATOMIC SELECT count(*) FROM audit; END",
                "CREATE FUNCTION takes(audit) RETURNS int LANGUAGE sql AS 'SELECT 1'",
                "CREATE TABLE holds (a audit)",
                "CREATE RULE copies AS ON INSERT TO other DO ALSO INSERT INTO audit VALUES (1)",
                "CREATE POLICY few ON other USING (id IN (SELECT id FROM audit))",
            })
    void whatCannotBeLeftOutWithItsTableIsRefusedByName(String sql) throws Exception {
        try (var inUse = Scratch.on(TestServer.restricted18())) {
            inUse.run("CREATE TABLE audit (id int PRIMARY KEY)", "CREATE TABLE other (id int)", sql);

            assertThatThrownBy(() -> backup(inUse, List.of("audit"), List.of()))
                    .isInstanceOfSatisfying(DriverException.class, e -> {
                        assertThat(e.kind()).isEqualTo(DriverException.Kind.USER);
                        assertThat(e).hasMessageContaining("public.audit").hasMessageContaining("excludeData");
                    });
            assertThat(dump.size()).isZero();

            var report = backup(inUse, List.of(), List.of("audit"));
            assertThat(restored(inUse)).isEqualTo(report.notes());
        }
    }

    @Test
    void oddNamesAreTakenLiterallyAndMatchNothingElse() throws Exception {
        try (var inUse = Scratch.on(TestServer.restricted18())) {
            inUse.run(
                    "CREATE TABLE \"Audit.Log|x+\" (id int)",
                    "CREATE TABLE \"it's \"\"$quoted\"\"\" (id int)",
                    "CREATE TABLE \"a[b]c\" (id int)",
                    "CREATE TABLE auditxlog (id int)",
                    "CREATE TABLE ab (id int)",
                    "CREATE TABLE \"\\\" (id int)",
                    "CREATE TABLE \"-T\" (id int)");

            var report = backup(
                    inUse,
                    List.of("public.Audit.Log|x+", "it's \"$quoted\"", "a[b]c", "\\", "?T", "AUDITXLOG", "pg_class"),
                    List.of("ab", "x.*", "a[b]c"));

            assertThat(report.omitted().tables())
                    .containsExactlyInAnyOrder(
                            "public.Audit.Log|x+", "public.it's \"$quoted\"", "public.a[b]c", "public.\\", "public.-T");
            assertThat(report.omitted().data()).containsExactly("public.ab");
            assertThat(report.omitted().unmatched()).containsExactly("AUDITXLOG", "pg_class", "x.*");
            assertThat(report.contents()).isEqualTo(Contents.of(Map.of("public.auditxlog", 0L, "public.ab", 0L)));
            assertThat(restored(inUse)).isEmpty();
        }
    }

    @Test
    void everythingCanBeLeftOut() throws Exception {
        try (var inUse = Scratch.on(TestServer.restricted18())) {
            inUse.run(
                    "CREATE SEQUENCE shared",
                    "CREATE TABLE a (id int DEFAULT nextval('shared'))",
                    "ALTER SEQUENCE shared OWNED BY a.id",
                    "CREATE TABLE b (id int DEFAULT nextval('shared'))");

            backup(inUse, List.of("a"), List.of());
            assertThat(restored(inUse)).isEmpty();
            inUse.run("INSERT INTO b DEFAULT VALUES");
            dump.reset();
            var report = backup(inUse, List.of("*", "*.*"), List.of("*"));

            assertThat(report.omitted().unmatched()).isEmpty();
            assertThat(restored(inUse)).isEmpty();
            assertThat(inUse.driver().contents(inUse.target()).tables()).isZero();
        }
    }
}
