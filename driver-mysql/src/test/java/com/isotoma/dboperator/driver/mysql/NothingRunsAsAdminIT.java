package com.isotoma.dboperator.driver.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.isotoma.dboperator.driver.spi.DatabaseTarget;
import com.isotoma.dboperator.driver.spi.DriverException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What an application made is never run by a login that may do more than the application: each function here writes down,
 * in a database of the test's own, who ran it.
 */
class NothingRunsAsAdminIT extends OnBothServers {
    private static final String WAITING =
            "SELECT 1 FROM information_schema.processlist WHERE user LIKE 'db_operator.read.%' AND state LIKE"
                    + " 'Waiting for table%'";

    private final TestServer root = TestServer.local(flavour.name(), "ADMIN");
    private final String notes = name + "_n";
    private DatabaseTarget target;

    NothingRunsAsAdminIT(Flavour flavour) {
        super(flavour);
    }

    @BeforeEach
    void anApplicationWithTraps() throws Exception {
        target = created(name, PASSWORD);
        root.asAdmin(
                "CREATE DATABASE " + notes,
                // Without transactions, so that what was written stays.
                "CREATE TABLE " + notes + ".ran (who VARCHAR(200), what VARCHAR(200)) ENGINE=MyISAM",
                mayWrite(target));
        clearAfterwards("DROP DATABASE " + notes);
        if (flavour == Flavour.MARIADB) {
            clearAfterwards("REVOKE INSERT ON `" + Quoting.pattern(notes) + "`.* FROM PUBLIC");
        }
        application(
                target,
                PASSWORD,
                // The first to be read, and without a trigger: who locks a table locks what its triggers write to.
                "CREATE TABLE `0` (id INT PRIMARY KEY)",
                "CREATE TABLE a (id INT PRIMARY KEY)",
                "INSERT INTO a VALUES (1), (2)",
                "CREATE TABLE b (id INT PRIMARY KEY, at DATE)",
                "INSERT INTO b VALUES (1, '2026-01-01')",
                trap("trapped", "DEFINER", "INT", "1"),
                trap("trapped_invoker", "INVOKER", "INT", "1"),
                trap("trapped_date", "DEFINER", "DATE", "'2026-01-01'"),
                "CREATE VIEW reading AS SELECT trapped() AS x, trapped_invoker() AS y FROM a",
                "CREATE VIEW comparing AS SELECT id FROM b WHERE at = trapped_date() AND id = trapped()",
                "CREATE VIEW grouped AS SELECT MAX(id) AS m FROM a GROUP BY trapped() HAVING trapped() = 1",
                "CREATE VIEW nested AS SELECT (SELECT trapped()) AS z, q.x FROM (SELECT trapped() AS x) q",
                "CREATE SQL SECURITY INVOKER VIEW invoking AS SELECT n.x FROM nested n JOIN reading r ON r.x = n.x",
                "CREATE TRIGGER acting BEFORE INSERT ON a FOR EACH ROW SET NEW.id = NEW.id + trapped() - 1",
                "CREATE TRIGGER leaving BEFORE DELETE ON a FOR EACH ROW SET @x = trapped()",
                "CREATE PROCEDURE doing() SELECT trapped()");
    }

    /** On MariaDB an account has other rights while it is set aside, but those of all accounts. */
    private String mayWrite(DatabaseTarget application) {
        var grantee = flavour == Flavour.MYSQL ? "`" + application.username() + "`@'%'" : "PUBLIC";
        return "GRANT INSERT ON `" + Quoting.pattern(notes) + "`.* TO " + grantee;
    }

    private String trap(String function, String security, String type, String value) {
        return trap(
                function,
                security,
                type,
                value,
                "INSERT INTO " + notes + ".ran VALUES (CONCAT(USER(), ' as ', CURRENT_USER()), '" + function + "')");
    }

    private static String trap(String function, String security, String type, String value, String statement) {
        return "CREATE FUNCTION " + function + "() RETURNS " + type + " DETERMINISTIC SQL SECURITY " + security
                + " BEGIN " + statement + "; RETURN " + value + "; END";
    }

    @Test
    void noLookAndNoDumpRunsAFunctionWithTheAdminsLogin() throws Exception {
        driver.probe(target);
        driver.presence(target);
        driver.isEmpty(target);
        driver.estimatedDumpBytes(target);
        driver.requireReplaceable(target);
        dumpOf(target);
        create(target, PASSWORD);

        assertThatNoAdminRanAnything();
        // So that the test can fail: the traps are there and write.
        assertThat(server.askAdmin("SELECT SUM(x) FROM " + name + ".reading")).containsExactly("2");
        assertThat(ran()).anyMatch(who -> who.startsWith(server.admin().username()));
    }

    /** These traps refuse to be run by the admin, so that each step which does so fails. */
    @Test
    void noRestoreAndNoReplacementDoesEither() throws Exception {
        var refusing = "IF USER() LIKE '" + server.admin().username()
                + "@%' THEN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'run by the admin'; END IF";
        application(
                target,
                PASSWORD,
                "DROP FUNCTION trapped",
                "DROP FUNCTION trapped_invoker",
                "DROP FUNCTION trapped_date",
                trap("trapped", "DEFINER", "INT", "1", refusing),
                trap("trapped_invoker", "INVOKER", "INT", "1", refusing),
                trap("trapped_date", "DEFINER", "DATE", "'2026-01-01'", refusing));
        var dump = dumpOf(target);
        var copy = created(name + "_r", OTHER_PASSWORD);

        driver.restore(copy, new ByteArrayInputStream(dump));
        assertThat(driver.contents(copy)).isEqualTo(driver.contents(target));
        driver.replace(target, copy);
        create(target, PASSWORD);

        assertThat(ask(target, PASSWORD, "SELECT SUM(x + y) FROM reading")).containsExactly("4");
        assertThatThrownBy(() -> server.askAdmin("SELECT SUM(x) FROM " + name + ".reading"))
                .hasMessageContaining("run by the admin");
    }

    /** While the first table is waited for, the application puts a view in the place of {@code b}. */
    @Test
    void aViewThatTakesATablesPlaceWhileRowsAreCountedIsReadWithoutTheAdminsRights() throws Exception {
        try (var holding = server.asApplication(target, PASSWORD)) {
            TestServer.run(holding, "LOCK TABLES `0` WRITE");
            var counting = started(() -> driver.contents(target));
            swapWhileWaiting();
            TestServer.run(holding, "UNLOCK TABLES");

            // The view's rows, or the reader may not: both are good.
            finished(counting);
        }
        assertThatNoAdminRanAnything();
        assertThat(ran()).as("the trap was sprung").anyMatch(who -> who.startsWith("db_operator.read."));
    }

    @Test
    void norWhileADumpIsMade() throws Exception {
        try (var holding = server.asApplication(target, PASSWORD)) {
            TestServer.run(holding, "LOCK TABLES `0` WRITE");
            var dumping = started(() -> driver.backup(target, new ByteArrayOutputStream()));
            await().until(() -> !root.askAdmin(WAITING).isEmpty()
                    || !root.askAdmin(
                                    "SELECT 1 FROM information_schema.processlist WHERE db = ?"
                                            + " AND state LIKE 'Waiting for table%'",
                                    name)
                            .isEmpty());
            swap();
            TestServer.run(holding, "UNLOCK TABLES");

            finished(dumping);
        }
        assertThatNoAdminRanAnything();
    }

    private void swapWhileWaiting() throws SQLException {
        await().until(() -> !root.askAdmin(WAITING).isEmpty());
        swap();
    }

    private void swap() throws SQLException {
        application(
                target,
                PASSWORD,
                "RENAME TABLE b TO b_away",
                "CREATE SQL SECURITY INVOKER VIEW b AS SELECT id, trapped() AS x FROM b_away WHERE trapped() = 1");
    }

    /** To its end, whatever that is: an error that says what happened, or none. */
    private static void finished(FutureTask<?> task) throws InterruptedException {
        try {
            task.get();
        } catch (ExecutionException e) {
            assertThat(e).hasCauseInstanceOf(DriverException.class);
        }
    }

    private void assertThatNoAdminRanAnything() throws SQLException {
        assertThat(ran()).noneMatch(who -> who.startsWith(server.admin().username() + "@"));
    }

    private List<String> ran() throws SQLException {
        return root.askAdmin("SELECT who FROM " + notes + ".ran");
    }
}
