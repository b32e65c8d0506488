package com.isotoma.dboperator.driver.mysql;

import com.isotoma.dboperator.driver.spi.DriverApi;

/** MariaDB, with an admin as a managed service gives it. */
class MariadbDriverIT extends FamilyContract {
    private final TestServer server = TestServer.local("MARIADB", "RESTRICTED");

    @Override
    TestServer server() {
        return server;
    }

    @Override
    protected DriverApi driver() {
        return new MariadbDriver(Tools.in(server.tools()));
    }
}
