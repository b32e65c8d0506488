package com.isotoma.dboperator.driver.postgresql;

/** PostgreSQL 15 with an admin that may only make databases and roles. */
class PostgresqlDriverOlderIT extends PostgresqlContract {
    PostgresqlDriverOlderIT() {
        super(TestServer.restricted15());
    }
}
