package com.isotoma.dboperator.driver.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.throwable;
import static org.awaitility.Awaitility.await;

import com.isotoma.dboperator.driver.spi.Contents;
import com.isotoma.dboperator.driver.spi.DatabaseTarget;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.DumpReport;
import com.isotoma.dboperator.driver.spi.Reasons;
import java.io.ByteArrayInputStream;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

/** The database goes on living while it is dumped: the dump is whole, of one moment, or it fails. */
class ChangesDuringDumpIT extends OnBothServers {
    private static final Contents WHOLE = Contents.of(Map.of("big", 16L, "zz_last", 1L));

    private final Gate gate = new Gate();

    ChangesDuringDumpIT(Flavour flavour) {
        super(flavour);
    }

    @Test
    void whatIsAddedMeanwhileIsNotInIt() throws Exception {
        var target = filled();
        var backup = begun(target);
        application(
                target,
                PASSWORD,
                "INSERT INTO big (t) VALUES ('late')",
                "INSERT INTO zz_last VALUES (2)",
                "CREATE TABLE zzz_new (id INT)");
        gate.released.countDown();

        assertThat(backup.get().contents()).isEqualTo(WHOLE);
        var beside = created(name + "_b", OTHER_PASSWORD);
        driver.restore(beside, new ByteArrayInputStream(gate.written()));
        assertThat(driver.contents(beside)).isEqualTo(WHOLE);
    }

    @Test
    void aTableThatIsLostMeanwhileFailsItAndIsNamed() throws Exception {
        var target = filled();
        var backup = begun(target);
        application(target, PASSWORD, "DROP TABLE zz_last");
        gate.released.countDown();

        assertThatThrownBy(backup::get)
                .isInstanceOf(ExecutionException.class)
                .cause()
                .asInstanceOf(throwable(DriverException.class))
                .returns(Reasons.DUMP_FAILED, DriverException::reason)
                .hasMessageContaining("zz_last");
    }

    @Test
    void aDatabaseThatIsDroppedMeanwhileIsNotTakenForAnEmptyOne() throws Exception {
        var target = filled();
        var backup = begun(target);
        var drop = started(() -> {
            server.asAdmin("DROP DATABASE " + Quoting.identifier(name));
            return true;
        });
        await().until(() -> !server.askAdmin(
                        "SELECT id FROM information_schema.processlist WHERE info LIKE 'DROP DATABASE%'")
                .isEmpty());
        gate.released.countDown();

        assertThatThrownBy(backup::get)
                .isInstanceOf(ExecutionException.class)
                .cause()
                .asInstanceOf(throwable(DriverException.class))
                .satisfies(e -> assertThat(e.reason()).isIn(Reasons.DUMP_FAILED, Reasons.DATABASE_MISSING));
        assertThat(drop.get()).isTrue();
    }

    private DatabaseTarget filled() throws Exception {
        var target = createdWithBigTable(4);
        application(target, PASSWORD, "CREATE TABLE zz_last (id INT)", "INSERT INTO zz_last VALUES (1)");
        return target;
    }

    private FutureTask<DumpReport> begun(DatabaseTarget target) throws InterruptedException {
        var backup = started(() -> driver.backup(target, gate));
        gate.reached.await();
        return backup;
    }
}
