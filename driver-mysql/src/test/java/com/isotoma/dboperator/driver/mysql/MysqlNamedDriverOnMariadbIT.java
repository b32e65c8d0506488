package com.isotoma.dboperator.driver.mysql;

import com.isotoma.dboperator.driver.spi.DriverApi;

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

    @Override
    protected int packetsPerStep() {
        return 7;
    }
}
