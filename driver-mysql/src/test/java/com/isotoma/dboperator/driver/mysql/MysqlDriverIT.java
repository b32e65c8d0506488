package com.isotoma.dboperator.driver.mysql;

import com.isotoma.dboperator.driver.spi.DriverApi;

/** MySQL, with an admin as a managed service gives it. */
class MysqlDriverIT extends FamilyContract {
    private final TestServer server = TestServer.local("MYSQL", "RESTRICTED");

    @Override
    TestServer server() {
        return server;
    }

    @Override
    protected DriverApi driver() {
        return new MysqlDriver(Tools.in(server.tools()));
    }
}
