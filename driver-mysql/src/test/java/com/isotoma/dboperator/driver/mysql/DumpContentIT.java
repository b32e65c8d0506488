package com.isotoma.dboperator.driver.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.throwable;

import com.isotoma.dboperator.driver.spi.DatabaseTarget;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Reasons;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a dump holds, and what a restore makes of it. */
class DumpContentIT extends OnBothServers {
    DumpContentIT(Flavour flavour) {
        super(flavour);
    }

    @Test
    void viewsRoutinesTriggersAndEventsComeBackAsTheNewUsersOwn() throws Exception {
        var source = created(name, PASSWORD);
        application(source, PASSWORD, "CREATE TABLE t (id INT PRIMARY KEY, doubled INT, b VARBINARY(9))");
        try (var admin = server.asAdmin()) {
            // By the admin, so that the dump names a definer who is neither the old user nor the new one.
            TestServer.run(
                    admin,
                    "USE " + Quoting.identifier(name),
                    "CREATE VIEW v AS SELECT id, doubled FROM t",
                    "CREATE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW SET NEW.doubled = NEW.id * 2",
                    "CREATE EVENT e ON SCHEDULE EVERY 1 YEAR STARTS '2037-01-01' DO DELETE FROM t");
        }
        application(
                source,
                PASSWORD,
                "CREATE FUNCTION f(a INT) RETURNS INT DETERMINISTIC BEGIN IF a > 1 THEN RETURN a; END IF; RETURN 0; END",
                "CREATE PROCEDURE p() BEGIN SELECT COUNT(*) FROM t; END",
                "CREATE PROCEDURE i() BEGIN\nINSERT INTO `t` VALUES (1, 2, 3);\nEND",
                "CREATE TABLE g (a INT, b INT AS (a + 1), c TEXT)",
                "INSERT INTO g (a, c) VALUES (1, '),('), (2, '\\'); ')",
                // The dump now says ALTER DATABASE with the old name around what was made before.
                "ALTER DATABASE " + Quoting.identifier(name) + " CHARACTER SET latin1",
                "INSERT INTO t (id, b) VALUES (4, x'00ff0a5c27220d0a')");
        var copy = created(name + "_c", OTHER_PASSWORD);

        driver.restore(copy, new ByteArrayInputStream(dumpOf(source)));

        application(copy, OTHER_PASSWORD, "INSERT INTO t (id) VALUES (5)", "CALL p()", "ALTER EVENT e DISABLE");
        assertThat(ask(copy, OTHER_PASSWORD, "SELECT CONCAT(id, ':', doubled, ':', f(id)) FROM v ORDER BY id"))
                .containsExactly("4:8:4", "5:10:5");
        assertThat(ask(copy, OTHER_PASSWORD, "SELECT HEX(b) FROM t WHERE id = 4"))
                .containsExactly("00FF0A5C27220D0A");
        assertThat(definers(copy)).hasSize(6).containsOnly(copy.username() + "@%");
    }

    private List<String> definers(DatabaseTarget target) throws Exception {
        return server.askAdmin(
                """
                SELECT definer FROM information_schema.views WHERE table_schema = ?
                UNION ALL SELECT definer FROM information_schema.routines WHERE routine_schema = ?
                UNION ALL SELECT definer FROM information_schema.triggers WHERE trigger_schema = ?
                UNION ALL SELECT definer FROM information_schema.events WHERE event_schema = ?
                """, target.databaseName(), target.databaseName(), target.databaseName(), target.databaseName());
    }

    @Test
    void aRestoreKeepsThePasswordOfTheApplicationAndLeavesNoOther() throws Exception {
        var target = created(name, PASSWORD);
        application(target, PASSWORD, "CREATE TABLE t (a INT)");
        var before = server.askAdmin("SHOW CREATE USER ?@'%'", name);

        driver.restore(target, new ByteArrayInputStream(dumpOf(target)));

        assertThat(ask(target, PASSWORD, "SELECT COUNT(*) FROM t")).containsExactly("0");
        assertThat(server.askAdmin("SHOW CREATE USER ?@'%'", name)).isEqualTo(before);
        if (flavour == Flavour.MYSQL) {
            assertThat(server.askAdmin("SELECT COALESCE(user_attributes, '-') FROM mysql.user WHERE user = ?", name))
                    .containsExactly("-");
        }
    }

    @Test
    void aRestoreMayBeRepeated() throws Exception {
        var target = created(name, PASSWORD);
        application(
                target,
                PASSWORD,
                "CREATE TABLE t (a INT)",
                "INSERT INTO t VALUES (1)",
                "CREATE VIEW v AS SELECT a FROM t",
                "CREATE PROCEDURE p() SELECT 1",
                "CREATE EVENT e ON SCHEDULE EVERY 1 YEAR STARTS '2037-01-01' DO DELETE FROM t",
                "CREATE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW SET NEW.a = 7");
        var dump = dumpOf(target);

        driver.restore(target, new ByteArrayInputStream(dump));
        driver.restore(target, new ByteArrayInputStream(dump));

        assertThat(ask(target, PASSWORD, "SELECT a FROM v")).containsExactly("1");
    }

    @Test
    void aTruncatedDumpIsRefused() throws Exception {
        var target = created(name, PASSWORD);
        application(target, PASSWORD, "CREATE TABLE t (a INT)", "INSERT INTO t VALUES (1)");
        var dump = new String(dumpOf(target), StandardCharsets.UTF_8);
        var half = dump.substring(0, dump.lastIndexOf("-- Dump completed"));

        assertThatThrownBy(() -> restore(target, half))
                .asInstanceOf(throwable(DriverException.class))
                .returns(Reasons.RESTORE_FAILED, DriverException::reason)
                .hasMessageContaining("not complete");
    }

    @Test
    void theFirstErrorEndsARestoreAndIsShown() throws Exception {
        var target = created(name, PASSWORD);

        assertThatThrownBy(() -> restore(
                        target,
                        "CREATE TABLE a (a INT);\nINSERT INTO nowhere VALUES (1);\n"
                                + "CREATE TABLE b (a INT);\n-- Dump completed\n"))
                .asInstanceOf(throwable(DriverException.class))
                .returns(Reasons.RESTORE_FAILED, DriverException::reason)
                .returns(DriverException.Kind.USER, DriverException::kind)
                .hasMessageContaining("at line 2")
                .hasMessageContaining("1146");

        assertThat(ask(target, PASSWORD, "SHOW TABLES")).containsExactly("a");
        assertThat(ask(target, PASSWORD, "SELECT 1"))
                .as("its own password still works")
                .containsExactly("1");
    }

    @Test
    void aDumpCanDoNoMoreThanItsApplication(@TempDir Path folder) throws Exception {
        var target = created(name, PASSWORD);
        var trace = folder.resolve("trace");

        refused(target, "\\! touch " + trace + "\n");
        refused(target, "system touch " + trace + "\n");
        refused(target, "CREATE USER evil;\n");
        refused(target, "SELECT * FROM mysql.user;\n");
        refused(target, "DELETE FROM db_operator.owners;\n");

        assertThat(Files.exists(trace)).isFalse();
        assertThat(server.askAdmin("SELECT user FROM mysql.user WHERE user = 'evil'"))
                .isEmpty();
    }

    private void refused(DatabaseTarget target, String dump) {
        assertThatThrownBy(() -> restore(target, dump + "-- Dump completed\n"))
                .isInstanceOf(DriverException.class)
                .hasMessageContaining(flavour.clientProgram() + " stopped at line 1");
    }

    private void restore(DatabaseTarget target, String dump) throws Exception {
        driver.restore(target, new ByteArrayInputStream(dump.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void whatIsNotOursOrNotThereIsNotDumped() throws Exception {
        server.asAdmin("CREATE DATABASE " + Quoting.identifier(name));
        clearAfterwards("DROP DATABASE " + Quoting.identifier(name));

        assertThatThrownBy(() -> dumpOf(target(name)))
                .asInstanceOf(throwable(DriverException.class))
                .returns(Reasons.NAME_CONFLICT, DriverException::reason);
        assertThatThrownBy(() -> dumpOf(target(name + "_gone")))
                .asInstanceOf(throwable(DriverException.class))
                .returns(Reasons.DATABASE_MISSING, DriverException::reason);
    }

    @Test
    void aDumpOfUnchangedDataIsTheSameAgainAndNamesNoDatabase() throws Exception {
        var target = created(name, PASSWORD);
        application(target, PASSWORD, "CREATE TABLE t (a INT)", "INSERT INTO t VALUES (1)");

        var dump = dumpOf(target);

        assertThat(dump).isEqualTo(dumpOf(target));
        assertThat(new String(dump, StandardCharsets.UTF_8)).doesNotContain("CREATE DATABASE", "USE `", "CREATE USER");
    }
}
