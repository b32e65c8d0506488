package com.isotoma.dboperator.driver.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import com.isotoma.dboperator.driver.spi.CreateRequest;
import com.isotoma.dboperator.driver.spi.DriverApi;
import java.io.OutputStream;
import org.junit.jupiter.api.Test;

/** The driver named mysql on a MariaDB server. */
class MysqlNamedDriverOnMariadbIT extends FamilyContract {
    private final TestServer server = TestServer.local("MARIADB", "RESTRICTED");

    @Override
    TestServer server() {
        return server;
    }

    @Override
    protected DriverApi driver() {
        return new MysqlDriver(Tools.in(server.tools()));
    }

    /** The newest client of MySQL cannot log in to MariaDB. */
    @Test
    void aDumpIsReadByTheClientOfTheServerAndNotOfTheDriver() throws Exception {
        var target = target(owner, name);
        driver().create(new CreateRequest(target, "FirstPassword0123456789", false));

        var report = driver().backup(target, OutputStream.nullOutputStream());

        assertThat(report.readWith()).isEqualTo("mariadb DATABASE");
    }

    @Override
    protected int packetsPerStep() {
        return 7;
    }
}
