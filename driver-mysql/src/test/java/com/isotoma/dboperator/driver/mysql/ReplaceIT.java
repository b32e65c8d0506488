package com.isotoma.dboperator.driver.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.throwable;

import com.isotoma.dboperator.driver.spi.DatabaseTarget;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.DriverException.Kind;
import com.isotoma.dboperator.driver.spi.Reasons;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a replacement of data does with all that a database can hold. */
class ReplaceIT extends OnBothServers {
    private static final List<String> OLD = List.of(
            "CREATE TABLE parent (id INT PRIMARY KEY)",
            "CREATE TABLE child (id INT PRIMARY KEY, parent INT, CONSTRAINT kept FOREIGN KEY (parent)"
                    + " REFERENCES parent (id), CONSTRAINT small CHECK (id < 100))",
            "CREATE TABLE gone (id INT) ENGINE=MyISAM",
            "CREATE TRIGGER counting BEFORE INSERT ON parent FOR EACH ROW SET NEW.id = NEW.id + 1000",
            "CREATE VIEW shown AS SELECT 'old' AS what",
            "CREATE VIEW gone_too AS SELECT * FROM gone",
            "CREATE FUNCTION answer() RETURNS INT DETERMINISTIC RETURN 41",
            "CREATE PROCEDURE gone_as_well() SELECT 1");

    private static final List<String> NEW = List.of(
            "CREATE TABLE parent (id INT PRIMARY KEY, twin INT GENERATED ALWAYS AS (id * 2) STORED, above INT,"
                    + " words TEXT, FULLTEXT (words), CONSTRAINT self FOREIGN KEY (above) REFERENCES parent (id))",
            "CREATE TABLE child (id INT PRIMARY KEY, parent INT, CONSTRAINT kept FOREIGN KEY (parent)"
                    + " REFERENCES parent (id) ON DELETE CASCADE, CONSTRAINT small CHECK (id < 100))",
            "CREATE TABLE parts (id INT PRIMARY KEY) PARTITION BY HASH (id) PARTITIONS 3",
            "CREATE TABLE `odd ``table`` grün` (id INT) ENGINE=MyISAM",
            "INSERT INTO parent (id, above, words) VALUES (1, NULL, 'hay needle hay'), (2, 1, 'hay')",
            "INSERT INTO child VALUES (1, 1), (2, 2)",
            "INSERT INTO parts VALUES (1), (2), (3)",
            "INSERT INTO `odd ``table`` grün` VALUES (7)",
            "CREATE FUNCTION answer() RETURNS INT DETERMINISTIC RETURN 42",
            "CREATE PROCEDURE `it's done`() SELECT 'grün'",
            "CREATE VIEW zuerst AS SELECT answer() AS a, id FROM parent",
            "CREATE VIEW shown AS SELECT * FROM zuerst",
            "CREATE TRIGGER doubling BEFORE INSERT ON parts FOR EACH ROW SET NEW.id = NEW.id * 10",
            "SET SESSION time_zone = '+05:00', sql_mode = 'ANSI_QUOTES'",
            "CREATE EVENT later ON SCHEDULE EVERY 1 YEAR DO DELETE FROM parts WHERE \"id\" = 0",
            "CREATE TRIGGER quoting BEFORE DELETE ON parts FOR EACH ROW SET @gone = OLD.\"id\"");

    ReplaceIT(Flavour flavour) {
        super(flavour);
    }

    @Test
    void everythingMovesAndBelongsToTheUserWhoIsThere() throws Exception {
        var target = created(name, PASSWORD);
        var replacement = created(name + "_r", OTHER_PASSWORD);
        application(target, PASSWORD, OLD.toArray(String[]::new));
        application(replacement, OTHER_PASSWORD, NEW.toArray(String[]::new));
        if (flavour == Flavour.MARIADB) {
            application(
                    replacement,
                    OTHER_PASSWORD,
                    "CREATE SEQUENCE counter START WITH 5",
                    "CREATE TABLE numbered (id INT DEFAULT (NEXTVAL(counter) + 1), `odd ``col``` INT DEFAULT NEXTVAL(counter))",
                    "CREATE TABLE history (id INT) WITH SYSTEM VERSIONING");
        }
        try (var onOld = server.asApplication(target, PASSWORD);
                var onNew = server.asApplication(replacement, OTHER_PASSWORD)) {
            onOld.setAutoCommit(false);
            TestServer.run(onOld, "INSERT INTO gone VALUES (1)");

            driver.replace(target, replacement);

            assertThat(onOld.isValid(5)).isFalse();
            assertThat(onNew.isValid(5)).isFalse();
        }
        assertThatDataAndKeysAreWhole(target);
        assertThatProgramsWorkAndAreItsUsers(target);
        assertThatNothingIsLeftOf(replacement);
        application(
                target, PASSWORD, "DROP TABLE child", "DROP VIEW shown", "DROP EVENT later", "DROP FUNCTION answer");
    }

    @Test
    void aPasswordWhoseHashHasOnlyPrintableCharactersIsGivenBack() throws Exception {
        var target = created(name, PASSWORD);
        var replacement = created(name + "_r", OTHER_PASSWORD);
        if (flavour == Flavour.MYSQL) {
            try (var admin = server.asAdmin()) {
                TestServer.run(
                        admin,
                        "ALTER USER `" + target.username() + "`@'%' IDENTIFIED WITH caching_sha2_password AS '$A$005$"
                                + "s".repeat(20) + "h".repeat(43) + "'");
            }
        }
        var hash = "SELECT authentication_string FROM mysql.user WHERE user = ?";
        var before = server.askAdmin(hash, target.username());

        driver.replace(target, replacement);

        assertThat(server.askAdmin(hash, target.username())).hasSize(1).isEqualTo(before);
    }

    private void assertThatDataAndKeysAreWhole(DatabaseTarget target) throws SQLException {
        assertThat(ask(target, PASSWORD, "SELECT id FROM parent WHERE MATCH (words) AGAINST ('needle')"))
                .containsExactly("1");
        assertThat(ask(target, PASSWORD, "SELECT twin FROM parent ORDER BY id")).containsExactly("2", "4");
        assertThat(ask(target, PASSWORD, "SELECT id FROM `odd ``table`` grün`")).containsExactly("7");
        assertThatThrownBy(() -> application(target, PASSWORD, "INSERT INTO child VALUES (3, 99)"))
                .hasMessageContaining("foreign key");
        assertThatThrownBy(() -> application(target, PASSWORD, "INSERT INTO child VALUES (300, 1)"))
                .hasMessageContaining("small");
        application(target, PASSWORD, "DELETE FROM parent WHERE id = 2");
        assertThat(ask(target, PASSWORD, "SELECT id FROM child")).containsExactly("1");
        assertThat(ask(target, PASSWORD, "SHOW TABLES")).doesNotContain("gone", "gone_too");
        if (flavour == Flavour.MARIADB) {
            assertThat(ask(target, PASSWORD, "SELECT NEXTVAL(counter)")).containsExactly("5");
            application(target, PASSWORD, "INSERT INTO numbered (id) VALUES (DEFAULT)");
            assertThat(ask(target, PASSWORD, "SELECT id FROM numbered")).containsExactly("7");
            assertThat(ask(target, PASSWORD, "SELECT count(*) FROM history FOR SYSTEM_TIME ALL"))
                    .containsExactly("0");
        }
    }

    private void assertThatProgramsWorkAndAreItsUsers(DatabaseTarget target) throws SQLException {
        assertThat(ask(target, PASSWORD, "SELECT concat(a, '-', id) FROM shown"))
                .containsExactly("42-1");
        assertThat(ask(target, PASSWORD, "CALL `it's done`()")).containsExactly("grün");
        application(target, PASSWORD, "INSERT INTO parts VALUES (5)", "DELETE FROM parts WHERE id = 1");
        assertThat(ask(target, PASSWORD, "SELECT id FROM parts ORDER BY id")).containsExactly("2", "3", "50");
        assertThat(ask(target, PASSWORD, "SELECT time_zone FROM information_schema.events"))
                .containsExactly("+05:00");
        assertThat(server.askAdmin("""
                SELECT DISTINCT definer FROM information_schema.triggers WHERE trigger_schema = ?
                UNION SELECT definer FROM information_schema.views WHERE table_schema = ?
                UNION SELECT definer FROM information_schema.events WHERE event_schema = ?
                UNION SELECT definer FROM information_schema.routines WHERE routine_schema = ?
                """, name, name, name, name)).containsExactly(name + "@%");
        assertThat(ask(
                        target,
                        PASSWORD,
                        "SELECT routine_name FROM information_schema.routines WHERE routine_schema"
                                + " = DATABASE() ORDER BY 1"))
                .containsExactly("answer", "it's done");
    }

    private void assertThatNothingIsLeftOf(DatabaseTarget replacement) throws SQLException {
        assertThat(server.askAdmin(
                        "SELECT schema_name FROM information_schema.schemata WHERE schema_name IN (?, ?)",
                        replacement.databaseName(),
                        Replacements.oldOf(name)))
                .isEmpty();
        assertThat(server.askAdmin("SELECT user FROM mysql.user WHERE user = ?", replacement.username()))
                .isEmpty();
        assertThat(server.askAdmin("SELECT 1 FROM db_operator.replacements WHERE database_name = ?", name))
                .isEmpty();
        assertThat(server.askAdmin(
                        "SELECT 1 FROM db_operator.owners WHERE database_name = ?", replacement.databaseName()))
                .isEmpty();
    }

    @Test
    void whatCannotMoveIsNamedBeforeAnythingIsTouched() throws Exception {
        var target = created(name, PASSWORD);
        var replacement = created(name + "_r", OTHER_PASSWORD);
        application(target, PASSWORD, OLD.toArray(String[]::new));
        application(
                replacement,
                OTHER_PASSWORD,
                "SET SESSION foreign_key_checks = 0",
                "CREATE TABLE lonely (id INT PRIMARY KEY, CONSTRAINT loose FOREIGN KEY (id) REFERENCES nowhere (id))");
        assertRefused(target, replacement, "lonely", "loose", "nowhere");

        application(replacement, OTHER_PASSWORD, "DROP TABLE lonely");
        var outside = created(name + "_o", PASSWORD);
        server.asAdmin("CREATE TABLE " + outside.databaseName() + ".t (id INT PRIMARY KEY, CONSTRAINT from_outside"
                + " FOREIGN KEY (id) REFERENCES " + name + ".parent (id))");
        assertRefused(target, replacement, outside.databaseName(), "from_outside");

        driver.drop(outside);
    }

    private void assertRefused(DatabaseTarget target, DatabaseTarget replacement, String... named) throws SQLException {
        assertThatThrownBy(() -> driver.replace(target, replacement))
                .asInstanceOf(throwable(DriverException.class))
                .returns(Kind.USER, DriverException::kind)
                .satisfies(e -> assertThat(e.getMessage()).contains(named));
        assertThat(ask(target, PASSWORD, "SELECT what FROM shown")).containsExactly("old");
        assertThat(ask(replacement, OTHER_PASSWORD, "SELECT 1")).hasSize(1);
    }

    @Test
    void tablesThatOthersUseAreWaitedForWhileTheOldDataStayWholeAndTheReplacementCanStillBeDropped() throws Exception {
        var target = created(name, PASSWORD);
        var replacement = created(name + "_r", OTHER_PASSWORD);
        application(target, PASSWORD, OLD.toArray(String[]::new));
        try (var busy = server.asAdmin()) {
            busy.setAutoCommit(false);
            TestServer.run(busy, "INSERT INTO " + name + ".child VALUES (1, NULL)");

            assertThatThrownBy(() -> driver.replace(target, replacement))
                    .asInstanceOf(throwable(DriverException.class))
                    .returns(Kind.UNAVAILABLE, DriverException::kind)
                    .returns(Reasons.IN_USE, DriverException::reason);
            busy.rollback();
        }
        application(target, PASSWORD, "INSERT INTO parent VALUES (1)");
        assertThat(ask(target, PASSWORD, "SELECT id FROM parent")).containsExactly("1001");

        driver.drop(replacement);
        assertThatNothingIsLeftOf(replacement);
        assertThat(ask(target, PASSWORD, "SELECT what FROM shown")).containsExactly("old");
    }
}
