package com.isotoma.dboperator.driver.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import com.isotoma.dboperator.driver.spi.DatabaseTarget;
import java.io.ByteArrayInputStream;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What few databases hold comes back all the same: the same definitions and the same bytes, through dump and exchange. */
class RareContentsIT extends OnBothServers {
    RareContentsIT(Flavour flavour) {
        super(flavour);
    }

    /** For one server alone, or for both. */
    enum Contents {
        CHECKS_PARTITIONS_AND_COMPUTED_COLUMNS(
                null,
                "CREATE TABLE p (d DATE NOT NULL, n INT CHECK (n > 0), t VARCHAR(20), u VARCHAR(40) AS (UPPER(t)) VIRTUAL,"
                        + " m CHAR(32) AS (LPAD(t, 9, '*')) STORED, CONSTRAINT `odd ``check``` CHECK (t <> 'x;y'))"
                        + " PARTITION BY RANGE (YEAR(d)) (PARTITION p0 VALUES LESS THAN (2020), PARTITION p1 VALUES LESS"
                        + " THAN MAXVALUE)",
                "INSERT INTO p (d, n, t) VALUES ('2019-12-31', 1, 'ä'), ('2026-01-01', 2, 'b'), ('2026-01-02', NULL, NULL)"),
        CYCLES_OF_FOREIGN_KEYS(
                null,
                "CREATE TABLE a (id INT PRIMARY KEY, b INT)",
                "CREATE TABLE b (id INT PRIMARY KEY, a INT, CONSTRAINT to_a FOREIGN KEY (a) REFERENCES a (id))",
                "ALTER TABLE a ADD CONSTRAINT to_b FOREIGN KEY (b) REFERENCES b (id) ON DELETE CASCADE",
                "INSERT INTO a VALUES (1, NULL)",
                "INSERT INTO b VALUES (1, 1)",
                "UPDATE a SET b = 1"),
        NAMES_OF_ALL_KINDS(
                null,
                "CREATE TABLE `select` (`from` INT PRIMARY KEY, `a``b` INT, `VALUES (` INT, `grün☃` INT)",
                "INSERT INTO `select` VALUES (1, 2, 3, 4)",
                "CREATE TABLE `-- x` (`;` INT)",
                "INSERT INTO `-- x` VALUES (7)",
                "CREATE TABLE ` lead` (a INT)",
                "CREATE TABLE `\"quoted\"` (a INT COMMENT 'it''s \\n \\\\ \"x\"') COMMENT = 'INSERT INTO `x` VALUES (1);'",
                "CREATE VIEW `view``1` AS SELECT `a``b` FROM `select`",
                "CREATE VIEW aa_first AS SELECT * FROM `view``1`"),
        OLD_CHARACTER_SETS(
                null,
                "CREATE TABLE c (a VARCHAR(20) CHARACTER SET utf8mb3, b VARCHAR(20) CHARACTER SET latin1 COLLATE"
                        + " latin1_german2_ci, c TEXT CHARACTER SET utf16, d VARCHAR(20) CHARACTER SET binary, e CHAR(5)"
                        + " CHARACTER SET gbk, f VARCHAR(9) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin)",
                "INSERT INTO c VALUES ('grün☃', 'müßig', 'ü😀', x'00ff5c27', _gbk x'b5c4', '😀')"),
        DATES_THAT_ARE_NONE(
                null,
                "SET SESSION sql_mode = ''",
                "CREATE TABLE z (id INT AUTO_INCREMENT PRIMARY KEY, d DATE NOT NULL DEFAULT '0000-00-00', t DATETIME(6),"
                        + " s TIMESTAMP NULL, y YEAR, i TIME(3))",
                "INSERT INTO z VALUES (1, '0000-00-00', '2026-02-31 00:00:00', NULL, 0, '-838:59:59'), (2, '2026-00-00',"
                        + " '9999-12-31 23:59:59.999999', '1970-01-01 00:00:01', 1901, '12:00:00.123')",
                "SET SESSION sql_mode = 'NO_AUTO_VALUE_ON_ZERO'",
                "INSERT INTO z (id, d) VALUES (0, '2026-01-01')"),
        SPACES_DOCUMENTS_AND_SETS(
                null,
                "CREATE TABLE g (id INT PRIMARY KEY, p POINT NOT NULL, l GEOMETRY, j JSON, s SET('a','b c','d''e'),"
                        + " b BIT(64), dc DECIMAL(65,30), bl LONGBLOB, SPATIAL INDEX (p))",
                "INSERT INTO g VALUES (1, ST_GeomFromText('POINT(1 2)', 0), ST_GeomFromText('POLYGON((0 0,1 0,1 1,0 0))', 0),"
                        + " '{\"k\": [1.0, 1e100, \"\\\\u00e4\\\\n\"]}', 'a,d''e', b'1', 1.000000000000000000000000000001,"
                        + " REPEAT(x'00275c0d0a1aff', 1000))"),
        ORDERED_TRIGGERS_AND_ROUTINES_OF_THE_CALLER(
                null,
                "CREATE TABLE t (a VARCHAR(9))",
                "INSERT INTO t VALUES ('x')",
                "CREATE TRIGGER one BEFORE INSERT ON t FOR EACH ROW SET NEW.a = CONCAT(NEW.a, '1')",
                "CREATE TRIGGER zero BEFORE INSERT ON t FOR EACH ROW PRECEDES one SET NEW.a = CONCAT(NEW.a, '0')",
                "CREATE FUNCTION who() RETURNS VARCHAR(99) DETERMINISTIC SQL SECURITY INVOKER COMMENT 'DEFINER=`x`@`y` '"
                        + " RETURN 'DEFINER=`x`@`y`'",
                "CREATE PROCEDURE multi() BEGIN DECLARE x INT; -- a comment;\n SET x = 1; /* ;; */ SELECT 'a;;b'; END",
                "CREATE VIEW named (`x y`) AS SELECT who()"),
        COLUMNS_OUT_OF_SIGHT(
                null,
                "CREATE TABLE i (id INT PRIMARY KEY, hidden INT DEFAULT 5 INVISIBLE, v FLOAT)",
                "INSERT INTO i (id, hidden, v) VALUES (1, 7, 0.1), (2, 8, 16777215)",
                "CREATE TABLE h (id INT PRIMARY KEY, hidden INT DEFAULT 5 INVISIBLE)",
                "INSERT INTO h (id, hidden) VALUES (1, 7)"),
        OF_MYSQL_ALONE(
                Flavour.MYSQL,
                "CREATE TABLE m (id INT PRIMARY KEY, j JSON, u CHAR(36) DEFAULT (UUID()), v VECTOR(3), INDEX"
                        + " ((CAST(j->'$.n' AS UNSIGNED))), INDEX down (id DESC), INDEX unseen (id) INVISIBLE)",
                "INSERT INTO m (id, j, v) VALUES (1, '{\"n\": 5}', TO_VECTOR('[1,2.5,-3]'))",
                "ANALYZE TABLE m UPDATE HISTOGRAM ON id",
                "CREATE TABLE keyless (my_row_id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT INVISIBLE PRIMARY KEY, a INT)",
                "INSERT INTO keyless VALUES (3), (3)",
                "CREATE TABLE srid (p POINT NOT NULL SRID 4326, SPATIAL INDEX (p))",
                "INSERT INTO srid VALUES (ST_GeomFromText('POINT(50 10)', 4326))"),
        OF_MARIADB_ALONE(
                Flavour.MARIADB,
                "CREATE TABLE m (id UUID PRIMARY KEY DEFAULT UUID(), ip INET6, z TEXT COMPRESSED, d INT DEFAULT (1 + 2))",
                "INSERT INTO m VALUES ('6ccd780c-baba-1026-9564-5b8c656024db', '2001:db8::1', REPEAT('z', 5000), 4)",
                "CREATE TABLE old (a INT) ENGINE=Aria",
                "INSERT INTO old VALUES (1)",
                "CREATE TABLE s (a INT, since TIMESTAMP(6) GENERATED ALWAYS AS ROW START, gone TIMESTAMP(6) GENERATED ALWAYS"
                        + " AS ROW END, PERIOD FOR SYSTEM_TIME (since, gone)) WITH SYSTEM VERSIONING",
                "CREATE TABLE times (a INT, f DATE, t DATE, PERIOD FOR booked (f, t))",
                "INSERT INTO times VALUES (1, '2026-01-01', '2026-02-01')");

        private final @Nullable Flavour only;

        /** Made by {@code List.of}. */
        @SuppressWarnings("ImmutableEnumChecker")
        private final List<String> statements;

        Contents(@Nullable Flavour only, String... statements) {
            this.only = only;
            this.statements = List.of(statements);
        }
    }

    @ParameterizedTest
    @EnumSource
    void comeBackAsTheyWere(Contents contents) throws Exception {
        Assumptions.assumeTrue(contents.only == null || contents.only == flavour);
        var target = created(name, PASSWORD);
        application(target, PASSWORD, contents.statements.toArray(String[]::new));
        var had = everything(target, PASSWORD);
        assertThat(had).isNotEmpty();
        var dump = dumpOf(target);
        var beside = created(name + "_r", OTHER_PASSWORD);

        driver.restore(beside, new ByteArrayInputStream(dump));

        assertThat(driver.contents(beside)).isEqualTo(driver.contents(target));
        assertThat(everything(beside, OTHER_PASSWORD)).isEqualTo(had);
        driver.replace(target, beside);
        assertThat(everything(target, PASSWORD)).isEqualTo(had);
    }

    /** All definitions, without what names database or account, and a checksum of each table. */
    private List<String> everything(DatabaseTarget target, String password) throws SQLException {
        var all = new ArrayList<String>();
        try (var connection = server.asApplication(target, password);
                var statement = connection.createStatement()) {
            for (var table : TestServer.texts(connection, "SHOW TABLES")) {
                var quoted = Quoting.identifier(table);
                for (var query : List.of("SHOW CREATE TABLE " + quoted, "CHECKSUM TABLE " + quoted)) {
                    try (var rows = statement.executeQuery(query)) {
                        rows.next();
                        all.add(anonymous(String.valueOf(rows.getString(2)), target));
                    }
                }
            }
        }
        for (var query : List.of(
                "SELECT CONCAT(trigger_name, action_order, action_statement) FROM information_schema.triggers WHERE"
                        + " trigger_schema = DATABASE() ORDER BY 1",
                "SELECT CONCAT(routine_name, security_type, routine_definition, routine_comment) FROM"
                        + " information_schema.routines WHERE routine_schema = DATABASE() ORDER BY 1")) {
            all.addAll(ask(target, password, query));
        }
        return all;
    }

    private static String anonymous(String text, DatabaseTarget target) {
        return Stream.of(target.databaseName(), target.username())
                .reduce(text, (t, word) -> t.replace("`" + word + "`.", "").replace("`" + word + "`@", "@"));
    }
}
