package com.isotoma.dboperator.driver.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import com.isotoma.dboperator.driver.spi.Contents;
import com.isotoma.dboperator.driver.spi.CreateRequest;
import com.isotoma.dboperator.driver.spi.DatabaseTarget;
import com.isotoma.dboperator.driver.spi.DumpReport;
import com.isotoma.dboperator.driver.spi.Exclusions;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Backups without some tables or rows: what is left, what is named, and that a restore succeeds. */
class PartialBackupIT extends OnBothServers {
    private final ByteArrayOutputStream dump = new ByteArrayOutputStream();

    PartialBackupIT(Flavour flavour) {
        super(flavour);
    }

    private DumpReport backup(DatabaseTarget target, List<String> tables, List<String> data) throws Exception {
        dump.reset();
        return driver.backupPart(target, new Exclusions(tables, data), dump);
    }

    /** In the place of what is there, as a run does it. */
    private List<String> restored(DatabaseTarget target) throws Exception {
        var side = target(name + "_side");
        driver.create(CreateRequest.staging(/* target= */ side, OTHER_PASSWORD, /* like= */ target));
        var notes = driver.restoreReporting(side, new ByteArrayInputStream(dump.toByteArray()))
                .notes();
        driver.replace(target, side);
        return notes;
    }

    /** Values of FLOAT are written in another way. */
    @ParameterizedTest
    @ValueSource(strings = {"INT", "FLOAT"})
    void viewsAndForeignKeysGoWithTheirTableAndAreNamed(String type) throws Exception {
        var target = created(name, PASSWORD);
        application(
                target,
                PASSWORD,
                "CREATE TABLE audit (id INT AUTO_INCREMENT PRIMARY KEY, what VARCHAR(9), v " + type + ")",
                "CREATE TABLE orders (id INT PRIMARY KEY, v " + type + ", audit_id INT,"
                        + " CONSTRAINT to_audit FOREIGN KEY (audit_id) REFERENCES audit (id))",
                "CREATE VIEW seen AS SELECT what FROM audit",
                "CREATE VIEW a_first AS SELECT s.what FROM orders o JOIN seen s ON 1 = 1",
                "CREATE VIEW kept AS SELECT id, 'from `" + name + "`.`audit`' AS words FROM orders",
                "CREATE TRIGGER noted BEFORE INSERT ON audit FOR EACH ROW SET NEW.what = UPPER(NEW.what)",
                "CREATE TRIGGER copied AFTER INSERT ON orders FOR EACH ROW SET @x = 1",
                "INSERT INTO audit (what) VALUES ('a'), ('b')",
                "INSERT INTO orders VALUES (1, 0.5, 1)");

        var report = backup(target, List.of("aud*"), List.of());

        assertThat(report.omitted().tables()).containsExactly("a_first", "audit", "seen");
        assertThat(report.contents()).isEqualTo(Contents.of(Map.of("orders", 1L)));
        assertThat(report.notes()).singleElement().asString().contains("foreign key 'to_audit' of 'orders'");
        assertThat(restored(target)).isEqualTo(report.notes());
        assertThat(driver.contents(target)).isEqualTo(report.contents());
        assertThat(ask(target, PASSWORD, "SHOW TABLES")).containsExactlyInAnyOrder("orders", "kept");
        application(target, PASSWORD, "INSERT INTO orders VALUES (2, 1, 77)", "SELECT * FROM kept");
    }

    @ParameterizedTest
    @ValueSource(strings = {"INT", "FLOAT"})
    void tablesWithoutTheirRowsKeepTheirDefinitions(String type) throws Exception {
        var target = created(name, PASSWORD);
        application(
                target,
                PASSWORD,
                "CREATE TABLE audit (id INT AUTO_INCREMENT PRIMARY KEY, what VARCHAR(9), v FLOAT)",
                "CREATE TABLE orders (id INT PRIMARY KEY, v " + type + ", audit_id INT,"
                        + " CONSTRAINT to_audit FOREIGN KEY (audit_id) REFERENCES audit (id))",
                "CREATE TABLE `z.lines` (id INT PRIMARY KEY, order_id INT, FOREIGN KEY (order_id) REFERENCES orders (id))",
                "CREATE VIEW a_view AS SELECT what FROM audit",
                "CREATE TRIGGER noted BEFORE INSERT ON audit FOR EACH ROW SET NEW.what = UPPER(NEW.what)",
                "INSERT INTO audit (what) VALUES ('a'), ('b')",
                "INSERT INTO orders VALUES (1, 0.5, 1)",
                "INSERT INTO `z.lines` VALUES (1, 1)");

        var report = backup(target, List.of(), List.of("audit", "z?lines"));

        assertThat(report.omitted().data()).containsExactly("audit", "z.lines");
        assertThat(report.contents()).isEqualTo(Contents.of(Map.of("audit", 0L, "z.lines", 0L, "orders", 1L)));
        assertThat(report.notes()).singleElement().asString().contains("to_audit", "rows of 'audit'");
        assertThat(restored(target)).isEmpty();
        assertThat(driver.contents(target)).isEqualTo(report.contents());
        application(target, PASSWORD, "INSERT INTO audit (id, what) VALUES (9, 'x')");
        assertThat(ask(target, PASSWORD, "SELECT what FROM a_view")).containsExactly("X");
    }

    @ParameterizedTest
    @ValueSource(strings = {"INNODB", "MYISAM"})
    void oddNamesAreTakenLiterallyAndMatchNothingElse(String engine) throws Exception {
        var target = created(name, PASSWORD);
        for (var table : List.of("it's `` \"q\"", "grün☃", "a[b]c", "ab", "--x", "a.b.c", "Other")) {
            application(target, PASSWORD, "CREATE TABLE `" + table + "` (v FLOAT) ENGINE=" + engine);
            application(target, PASSWORD, "INSERT INTO `" + table + "` VALUES (1)");
        }

        var report = backup(
                target,
                List.of("it's ` \"q\"", "gr?n☃", "a[b]c", "?-x", "a.b.c", "user", "OTHER"),
                List.of("ab", "*.*.*.*"));

        assertThat(report.omitted().tables())
                .containsExactlyInAnyOrder("it's ` \"q\"", "grün☃", "a[b]c", "--x", "a.b.c");
        assertThat(report.omitted().data()).containsExactly("ab");
        assertThat(report.omitted().unmatched()).containsExactly("user", "OTHER", "*.*.*.*");
        assertThat(report.contents()).isEqualTo(Contents.of(Map.of("Other", 1L, "ab", 0L)));
        assertThat(restored(target)).isEmpty();
        assertThat(driver.contents(target)).isEqualTo(report.contents());
    }

    @ParameterizedTest
    @ValueSource(strings = {"INNODB", "MYISAM"})
    void everythingCanBeLeftOut(String engine) throws Exception {
        var target = created(name, PASSWORD);
        application(
                target,
                PASSWORD,
                "CREATE TABLE a (v FLOAT) ENGINE=" + engine,
                "CREATE VIEW v AS SELECT * FROM a",
                "CREATE FUNCTION kept() RETURNS INT DETERMINISTIC RETURN 7",
                "INSERT INTO a VALUES (1)");

        assertThat(backup(target, List.of(), List.of("*")).contents()).isEqualTo(Contents.of(Map.of("a", 0L)));
        assertThat(restored(target)).isEmpty();
        var report = backup(target, List.of("*"), List.of());

        assertThat(report.contents().tables()).isZero();
        assertThat(restored(target)).isEmpty();
        assertThat(ask(target, PASSWORD, "SELECT kept()")).containsExactly("7");
        assertThat(ask(target, PASSWORD, "SHOW TABLES")).isEmpty();
    }
}
