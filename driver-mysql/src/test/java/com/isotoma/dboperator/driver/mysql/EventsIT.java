package com.isotoma.dboperator.driver.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.isotoma.dboperator.driver.spi.DatabaseTarget;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Events of a restored database act once it is in its place, and not before. */
class EventsIT extends OnBothServers {
    private static final String EACH_SECOND = " ON SCHEDULE EVERY 1 SECOND ";
    private static final String COUNT = "SELECT COUNT(*) FROM log";
    private static final String STATUS =
            "SELECT CONCAT(event_name, ' ', status) FROM information_schema.events WHERE event_schema = DATABASE()"
                    + " ORDER BY event_name";

    private final TestServer root = TestServer.local(flavour.name(), "ADMIN");

    EventsIT(Flavour flavour) {
        super(flavour);
    }

    @BeforeEach
    void aServerThatRunsEvents() throws SQLException {
        root.asAdmin("SET GLOBAL event_scheduler = ON");
    }

    @Test
    void noneActsInTheCopyAndEachIsInTheStateItHadOnceTheCopyIsInUse() throws Exception {
        var target = created(name, PASSWORD);
        application(
                target,
                PASSWORD,
                "CREATE TABLE log (id INT AUTO_INCREMENT PRIMARY KEY, t TIMESTAMP DEFAULT CURRENT_TIMESTAMP)",
                "INSERT INTO log VALUES (), (), ()",
                "CREATE EVENT `adds ``one`` grün`" + EACH_SECOND + "DISABLE DO INSERT INTO log VALUES ()",
                "CREATE EVENT off" + EACH_SECOND + "DISABLE COMMENT 'ON COMPLETION NOT PRESERVE ENABLE'"
                        + " DO DELETE FROM log",
                "CREATE EVENT kept ON SCHEDULE EVERY 1 SECOND STARTS '2020-01-01 00:00:00' ON COMPLETION PRESERVE"
                        + " DISABLE COMMENT 'it''s' DO DELETE FROM log WHERE id = 1",
                "CREATE EVENT once ON SCHEDULE AT '2037-01-01 00:00:00' DO DELETE FROM log",
                "SET SESSION sql_mode = 'ANSI_QUOTES'",
                "CREATE EVENT \"double \"\" quotes\"" + EACH_SECOND
                        + "ENDS '2037-01-01 00:00:00' DISABLE DO DELETE FROM \"log\" WHERE id = 2",
                // All at one moment, so that the dump has what is counted.
                "ALTER EVENT kept ENABLE",
                "ALTER EVENT \"double \"\" quotes\" ENABLE",
                "ALTER EVENT `adds ``one`` grün` ENABLE");
        await().until(() ->
                ask(target, PASSWORD, "SELECT id FROM log WHERE id < 3").isEmpty()
                        && Integer.parseInt(ask(target, PASSWORD, COUNT).getFirst()) > 2);
        var had = ask(target, PASSWORD, STATUS);
        assertThat(had)
                .containsExactlyInAnyOrder(
                        "adds `one` grün ENABLED",
                        "double \" quotes ENABLED",
                        "kept ENABLED",
                        "off DISABLED",
                        "once ENABLED");
        var dump = new ByteArrayOutputStream();
        var report = driver.backup(target, dump);

        var copy = created(name + "_r", OTHER_PASSWORD);
        driver.restore(copy, new ByteArrayInputStream(dump.toByteArray()));

        assertThat(ask(copy, OTHER_PASSWORD, STATUS)).hasSize(5).allMatch(line -> line.endsWith(" DISABLED"));
        assertThat(driver.contents(copy)).isEqualTo(report.contents());
        assertThatNothingActs(copy, target);
        assertThat(driver.contents(copy)).isEqualTo(report.contents());

        driver.replace(target, copy);

        assertThat(ask(target, PASSWORD, STATUS)).isEqualTo(had);
        int rows = Integer.parseInt(ask(target, PASSWORD, COUNT).getFirst());
        await().until(() -> Integer.parseInt(ask(target, PASSWORD, COUNT).getFirst()) > rows + 1);
        assertThat(held()).isEmpty();
    }

    /** While the one in use acts, which shows that the server runs events, the copy stays as it is. */
    private void assertThatNothingActs(DatabaseTarget copy, DatabaseTarget inUse) throws SQLException {
        var before = ask(copy, OTHER_PASSWORD, COUNT);
        int rows = Integer.parseInt(ask(inUse, PASSWORD, COUNT).getFirst());
        await().pollInterval(Duration.ofMillis(200))
                .until(() -> Integer.parseInt(ask(inUse, PASSWORD, COUNT).getFirst()) > rows + 2);
        assertThat(ask(copy, OTHER_PASSWORD, COUNT)).isEqualTo(before);
    }

    /** Which no dump program writes: its words are not those in which a dump's events are looked for. */
    @Test
    void oneInUnusualWordsIsDisabledWhenItHasBeenReadIn() throws Exception {
        var copy = created(name, PASSWORD);
        driver.restore(copy, new ByteArrayInputStream("""
                CREATE TABLE log (id INT PRIMARY KEY);
                create  event sly on schedule every 1 hour do delete from log;
                -- Dump completed
                """.getBytes(StandardCharsets.UTF_8)));

        assertThat(ask(copy, PASSWORD, STATUS)).containsExactly("sly DISABLED");
        assertThat(held()).containsExactly("sly");
        driver.drop(copy);
        assertThat(held()).isEmpty();
    }

    @Test
    void aCopyThatIsDroppedLeavesNoNoteOfItsEvents() throws Exception {
        var target = created(name, PASSWORD);
        application(
                target, PASSWORD, "CREATE TABLE log (id INT)", "CREATE EVENT e" + EACH_SECOND + "DO DELETE FROM log");
        var dump = dumpOf(target);
        var copy = created(name + "_r", OTHER_PASSWORD);
        driver.restore(copy, new ByteArrayInputStream(dump));
        assertThat(held()).containsExactly("e");

        driver.drop(copy);

        assertThat(held()).isEmpty();
        assertThat(ask(target, PASSWORD, STATUS)).containsExactly("e ENABLED");
    }

    private List<String> held() throws SQLException {
        return server.askAdmin("SELECT event_name FROM db_operator.events WHERE database_name LIKE ?", name + "%");
    }
}
