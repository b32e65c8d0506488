package com.isotoma.dboperator.driver.mysql;

import com.isotoma.dboperator.driver.spi.DriverApi;

/** MySQL, with an admin who may do everything. */
class MysqlRootDriverIT extends FamilyContract {
    private final TestServer server = TestServer.local("MYSQL", "ADMIN");

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
