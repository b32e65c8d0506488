package com.isotoma.dboperator.driver.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.throwable;

import com.isotoma.dboperator.driver.spi.DatabaseTarget;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.DriverException.Kind;
import com.isotoma.dboperator.driver.spi.Reasons;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What applications keep in their databases: it comes back with the same bits, or an answer says at once what is wrong. */
class ContentsOfAnApplicationIT extends OnBothServers {
    private static final String CARD = "4111111111111111";

    ContentsOfAnApplicationIT(Flavour flavour) {
        super(flavour);
    }

    /** A value of each kind: not in the message, nor in any message behind it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSERT INTO `t` VALUES (1,'" + CARD + "',1),(2,'" + CARD + "',1);",
                "INSERT INTO `t` VALUES (1,'a',1),\n(2,'" + CARD + "','" + CARD + "');",
                "SET sql_mode = 'STRICT_ALL_TABLES';\nINSERT INTO `t` VALUES ('" + CARD + "x','a',1);",
                "SET sql_mode = 'STRICT_ALL_TABLES';\nINSERT INTO `t` VALUES (1,'" + CARD + CARD + CARD + "',1);",
                "INSERT INTO `t` VALUES (1,'a',NULL,'" + CARD + "');",
                "INSERT INTO `t` VALEUS ('" + CARD + "');",
                "INSERT INTO `t` VALUES (1,'" + CARD + "\\'\\nERROR 1 (HY000): " + CARD + "',NULL);",
                "ERROR 2013 (HY000) at line 9: " + CARD + ";"
            })
    void noValueOfARowIsInWords(String statement) throws Exception {
        var target = created(name, PASSWORD);

        assertThatThrownBy(() -> restore(
                        target,
                        "CREATE TABLE `t` (id INT PRIMARY KEY, card VARCHAR(20) UNIQUE, n INT NOT NULL);\n" + statement
                                + "\n-- Dump completed\n"))
                .asInstanceOf(throwable(DriverException.class))
                .returns(Kind.USER, DriverException::kind)
                .returns(Reasons.RESTORE_FAILED, DriverException::reason)
                .satisfies(e -> {
                    assertThat(e.getMessage()).contains("at line").doesNotContain("4111");
                    for (Throwable t = e; t != null; t = t.getCause()) {
                        assertThat(String.valueOf(t.getMessage())).doesNotContain("4111");
                    }
                });
    }

    @Test
    void theTableWhoseRowsAreRefusedIsNamed() throws Exception {
        var target = created(name, PASSWORD);

        assertThatThrownBy(() -> restore(target, """
                        CREATE TABLE `one` (id INT PRIMARY KEY);
                        INSERT INTO `one` VALUES (1);
                        CREATE TABLE `odd ``two` (id INT PRIMARY KEY);
                        INSERT INTO `odd ``two` VALUES (1),(1);
                        -- Dump completed
                        """))
                .hasMessageContaining("line 4")
                .hasMessageContaining("'odd `two'")
                .hasMessageContaining("1062");
    }

    @Test
    void valuesOfFloatComeBackWithTheSameBits() throws Exception {
        var target = created(name, PASSWORD);
        application(
                target,
                PASSWORD,
                "CREATE TABLE f (id INT PRIMARY KEY, v FLOAT UNIQUE, n FLOAT NOT NULL DEFAULT 0.1, d DOUBLE,"
                        + " s FLOAT(10,3), twice DOUBLE AS (v * 2), note TEXT, b VARBINARY(20), bits BIT(9), g GEOMETRY,"
                        + " e ENUM('a','b'), j JSON, at TIMESTAMP NULL, day DATE, dc DECIMAL(20,5))",
                "INSERT INTO f (id, v, d, s, note, b, bits, g, e, j, at, day, dc) VALUES (1, 16777215,"
                        + " 0.1234567890123456, 1234.567, 'it''s \\\\ \"grün\" \\n\\r\\0\\Z 😀', x'00ff0d0a27', b'100000001',"
                        + " ST_GeomFromText('POINT(1 2)', 0), 'b', '{\"a\": [1, 2.5]}', '2026-03-29 02:30:00', '2026-01-02',"
                        + " 12345.67891)",
                "INSERT INTO f (id, v, n) VALUES (2, 16777214, 3.4028234e38), (3, 123456.789, 1.17549435e-38),"
                        + " (4, 1.4e-45, -0.0), (5, NULL, 0.30000001)",
                "INSERT INTO f (id, v, note, b) VALUES (6, 7, '', '')",
                "CREATE TABLE empty_one (v FLOAT)",
                "CREATE TABLE `odd ``table` (`odd ``VALUES (` FLOAT, t LONGTEXT)",
                "INSERT INTO `odd ``table` VALUES (0.123456789, REPEAT('x', 2000000)), (1.1, ');(')",
                "CREATE TRIGGER tr BEFORE INSERT ON f FOR EACH ROW SET NEW.d = 42",
                "CREATE FUNCTION half(x FLOAT) RETURNS FLOAT DETERMINISTIC RETURN x / 2",
                "CREATE VIEW halves AS SELECT id, half(v) AS h FROM f");
        var before = all(target, PASSWORD);

        var dump = dumpOf(target);
        var beside = created(name + "_b", OTHER_PASSWORD);
        driver.restore(beside, new ByteArrayInputStream(dump));

        assertThat(driver.contents(beside)).isEqualTo(driver.contents(target));
        assertThat(all(beside, OTHER_PASSWORD)).isEqualTo(before);
        assertThat(ask(beside, OTHER_PASSWORD, "SELECT h + 0e0 FROM halves WHERE id = 1"))
                .containsExactly("8388607.5");
        assertThat(ask(beside, OTHER_PASSWORD, "SELECT `odd ``VALUES (` + 0e0 FROM `odd ``table` ORDER BY 1"))
                .containsExactly("0.12345679104328156", "1.100000023841858");
    }

    /** Bits as text: a FLOAT as DOUBLE has digits enough. */
    private String all(DatabaseTarget target, String password) throws Exception {
        return String.join(
                "\n",
                ask(
                        target,
                        password,
                        "SELECT CONCAT_WS('|', id, v + 0e0, n + 0e0, d + 0e0, s + 0e0, twice + 0e0, HEX(note), HEX(b),"
                                + " HEX(bits), HEX(ST_AsBinary(g)), e, j, UNIX_TIMESTAMP(at), day, dc) FROM f ORDER BY id"));
    }

    @Test
    void tablesWithoutTransactionsKeepTheirBitsToo() throws Exception {
        var target = created(name, PASSWORD);
        application(
                target,
                PASSWORD,
                "CREATE TABLE m (v FLOAT) ENGINE=MyISAM",
                "INSERT INTO m VALUES (16777215)",
                "CREATE TABLE i (v FLOAT)",
                "INSERT INTO i VALUES (123456.789)");
        var dump = dumpOf(target);
        var beside = created(name + "_b", OTHER_PASSWORD);

        driver.restore(beside, new ByteArrayInputStream(dump));

        assertThat(ask(beside, OTHER_PASSWORD, "SELECT v + 0e0 FROM m UNION ALL SELECT v + 0e0 FROM i"))
                .containsExactly("1.6777215E7", "123456.7890625");
    }

    @Test
    void aRowTooLargeForTheServerIsNamedWithTheVariableAndTheSize() throws Exception {
        var target = created(name, PASSWORD);
        var limit = Long.parseLong(
                server.askAdmin("SELECT @@global.max_allowed_packet").getFirst());

        assertThatThrownBy(() -> restore(
                        target,
                        "CREATE TABLE `blobs` (b LONGBLOB);\nINSERT INTO `blobs` VALUES ('" + "x".repeat((int) limit)
                                + "');\n-- Dump completed\n"))
                .asInstanceOf(throwable(DriverException.class))
                .returns(Kind.USER, DriverException::kind)
                .returns(Reasons.RESTORE_FAILED, DriverException::reason)
                .hasMessageContainingAll("max_allowed_packet", "'blobs'", String.valueOf(limit));
    }

    @Test
    void aViewThatDoesNotWorkAnyMoreIsNamedAtTheFirstAttempt() throws Exception {
        var target = created(name, PASSWORD);
        application(
                target,
                PASSWORD,
                "CREATE TABLE a (x INT)",
                "CREATE VIEW `odd view` AS SELECT x FROM a",
                "ALTER TABLE a DROP COLUMN x, ADD y INT");

        assertThatThrownBy(() -> driver.backup(target, new ByteArrayOutputStream()))
                .asInstanceOf(throwable(DriverException.class))
                .returns(Kind.USER, DriverException::kind)
                .returns(Reasons.DUMP_FAILED, DriverException::reason)
                .hasMessageContainingAll("'odd view'", "1356", "Drop it")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("Warning"));
    }

    @Test
    void defaultsFromASequenceAreRestoredWhateverTheDatabaseIsCalled() throws Exception {
        org.junit.jupiter.api.Assumptions.assumeTrue(flavour == Flavour.MARIADB);
        var target = created(name, PASSWORD);
        application(
                target,
                PASSWORD,
                "CREATE SEQUENCE sq START WITH 40",
                "CREATE TABLE d (i INT DEFAULT NEXTVAL(sq), k INT DEFAULT (1 + NEXTVAL(sq)), t VARCHAR(40) DEFAULT"
                        + " 'nextval(`a`.`b`)')",
                "INSERT INTO d (t) VALUES ('first')");
        var dump = dumpOf(target);
        var beside = created(name + "_b", OTHER_PASSWORD);
        driver.restore(beside, new ByteArrayInputStream(dump));
        driver.drop(target);

        application(beside, OTHER_PASSWORD, "INSERT INTO d () VALUES ()");

        assertThat(ask(beside, OTHER_PASSWORD, "SELECT CONCAT_WS('|', i, k, t) FROM d WHERE t <> 'first'"))
                .hasSize(1)
                .first()
                .asString()
                .endsWith("nextval(`a`.`b`)");
    }

    private void restore(DatabaseTarget target, String dump) throws Exception {
        driver.restore(target, new ByteArrayInputStream(dump.getBytes(StandardCharsets.UTF_8)));
    }
}
