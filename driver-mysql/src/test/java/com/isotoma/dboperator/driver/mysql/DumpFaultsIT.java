package com.isotoma.dboperator.driver.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.throwable;
import static org.awaitility.Awaitility.await;

import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Reasons;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A dump that is not complete is never taken for one. */
class DumpFaultsIT extends OnBothServers {
    /** Of this driver's making: others may run beside it. */
    private static final Pattern OURS = Pattern.compile("db-operator-.*[.](cnf|p12)");

    DumpFaultsIT(Flavour flavour) {
        super(flavour);
    }

    @Test
    void aProgramThatFailsHalfWayIsAFailure(@TempDir Path folder) throws Exception {
        created(name, PASSWORD);
        var broken = driverWith(folder, "echo 'INSERT INTO t VALUES (1);'; echo 'server has gone' >&2; exit 1");

        assertThatThrownBy(() -> broken.backup(target(name), new ByteArrayOutputStream()))
                .asInstanceOf(throwable(DriverException.class))
                .returns(Reasons.DUMP_FAILED, DriverException::reason)
                .hasMessageContaining(flavour.dumpProgram() + " ended with status 1")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("server has gone"));
    }

    @Test
    void aProgramThatSucceedsWithoutAnEndMarkIsAFailure(@TempDir Path folder) throws Exception {
        created(name, PASSWORD);
        var broken = driverWith(folder, "echo '-- Dump completed'; echo 'INSERT INTO t VALUES (1);'");

        assertThatThrownBy(() -> broken.backup(target(name), new ByteArrayOutputStream()))
                .asInstanceOf(throwable(DriverException.class))
                .returns(Reasons.DUMP_FAILED, DriverException::reason)
                .hasMessageContaining("end mark");
    }

    @Test
    void aMissingProgramIsNamed(@TempDir Path folder) throws Exception {
        created(name, PASSWORD);

        assertThatThrownBy(() -> new MysqlDriver(Tools.in(folder)).backup(target(name), new ByteArrayOutputStream()))
                .asInstanceOf(throwable(DriverException.class))
                .returns(Reasons.TOOL_UNUSABLE, DriverException::reason)
                .hasMessageContaining(flavour.dumpProgram());
    }

    private MysqlDriver driverWith(Path folder, String script) throws IOException {
        var program = folder.resolve(flavour.dumpProgram());
        Files.writeString(program, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        return new MysqlDriver(Tools.in(folder));
    }

    @Test
    void aConnectionKilledHalfWayIsAFailureAndLeavesNoProgramBehind() throws Exception {
        createdWithBigTable(5);
        var gate = new Gate();
        var backup = started(() -> {
            driver.backup(target(name), gate);
            return true;
        });
        gate.reached.await();

        killDump();
        gate.released.countDown();

        assertThatThrownBy(backup::get)
                .isInstanceOf(ExecutionException.class)
                .cause()
                .asInstanceOf(throwable(DriverException.class))
                .returns(Reasons.DUMP_FAILED, DriverException::reason);
        assertThat(dumpPrograms()).isZero();
    }

    @Test
    void anInterruptionEndsTheProgram() throws Exception {
        createdWithBigTable(5);
        var gate = new Gate();
        var task = new FutureTask<Boolean>(() -> {
            driver.backup(target(name), gate);
            return true;
        });
        var thread = Thread.ofPlatform().start(task);
        gate.reached.await();
        assertThat(dumpPrograms()).isPositive();

        thread.interrupt();
        thread.join(10_000);

        assertThatThrownBy(task::get).hasCauseInstanceOf(InterruptedException.class);
        gate.released.countDown();
        await().until(() -> dumpPrograms() == 0);
    }

    @Test
    void aFailureOfTheSinkPassesThrough() throws Exception {
        createdWithBigTable(5);

        assertThatThrownBy(() -> driver.backup(target(name), new OutputStream() {
                    @Override
                    public void write(int b) throws IOException {
                        throw new IOException("the store is full");
                    }
                }))
                .isInstanceOf(IOException.class)
                .hasMessage("the store is full");
        await().until(() -> dumpPrograms() == 0);
    }

    @Test
    void tablesWithoutTransactionsAreLockedSoThatTheDumpIsConsistent() throws Exception {
        createdWithBigTable(5);
        var target = target(name);
        application(target, PASSWORD, "CREATE TABLE zz_old (a INT) ENGINE=MyISAM", "INSERT INTO zz_old VALUES (1)");
        var gate = new Gate();
        var backup = started(() -> {
            driver.backup(target, gate);
            return true;
        });
        gate.reached.await();

        assertThatThrownBy(() -> application(target, PASSWORD, "SET lock_wait_timeout = 1", "UPDATE zz_old SET a = 2"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("Lock wait timeout");

        gate.released.countDown();
        assertThat(backup.get()).isTrue();
    }

    @Test
    void aViewOfAnotherDatabaseIsToldOfWhenTheDumpIsMade() throws Exception {
        var other = created(name + "_o", OTHER_PASSWORD);
        application(other, OTHER_PASSWORD, "CREATE TABLE t (id INT PRIMARY KEY)");
        var target = created(name, PASSWORD);
        server.asAdmin("GRANT SELECT ON " + Quoting.grantObject(name + "_o") + " TO `" + name + "`@'%'");
        application(
                target,
                PASSWORD,
                "CREATE TABLE a (id INT PRIMARY KEY)",
                "CREATE VIEW outside AS SELECT a.id FROM a LEFT JOIN " + name + "_o.t ON t.id = a.id",
                "CREATE VIEW inside AS SELECT id, 'from `x`.`y`' AS s FROM a");

        var report = driver.backup(target, new ByteArrayOutputStream());

        assertThat(report.notes()).singleElement().asString().contains("'outside'", "'" + name + "_o'");
    }

    @Test
    void whatNamesItsOwnDatabaseIsToldOfWhenTheDumpIsMade() throws Exception {
        var target = created(name, PASSWORD);
        application(
                target,
                PASSWORD,
                "CREATE TABLE a (id INT PRIMARY KEY)",
                "CREATE PROCEDURE bound() INSERT INTO `" + name + "`.a VALUES (1)",
                "CREATE PROCEDURE free() INSERT INTO a VALUES (2)",
                "CREATE TRIGGER tied AFTER INSERT ON a FOR EACH ROW DELETE FROM " + name + ".a WHERE id < 0",
                "CREATE EVENT yearly ON SCHEDULE EVERY 1 YEAR DISABLE DO DELETE FROM " + name + ".a WHERE id < 0");

        var report = driver.backup(target, new ByteArrayOutputStream());

        assertThat(report.notes()).hasSize(3);
        assertThat(report.notes().toString())
                .contains(
                        "the event 'yearly'",
                        "the procedure 'bound'",
                        "the trigger 'tied'",
                        "its own database '" + name)
                .doesNotContain("free");
    }

    @Test
    void nothingIsLeftInTheTemporaryFolder() throws Exception {
        createdWithBigTable(5);
        var before = temporaryFiles();

        dumpOf(target(name));

        assertThat(temporaryFiles()).isEqualTo(before);
    }

    private static List<Path> temporaryFiles() throws IOException {
        try (var files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(
                            file -> OURS.matcher(file.getFileName().toString()).matches())
                    .sorted()
                    .toList();
        }
    }

    private void killDump() throws SQLException {
        var root = TestServer.local(flavour.name(), "ADMIN");
        var ids = server.askAdmin("SELECT id FROM information_schema.processlist WHERE db = ?", name);
        assertThat(ids).isNotEmpty();
        for (var id : ids) {
            root.asAdmin("KILL " + id);
        }
    }

    private long dumpPrograms() {
        return ProcessHandle.current()
                .descendants()
                .filter(ProcessHandle::isAlive)
                .filter(process -> process.info().commandLine().orElse("").contains(flavour.dumpProgram()))
                .count();
    }
}
