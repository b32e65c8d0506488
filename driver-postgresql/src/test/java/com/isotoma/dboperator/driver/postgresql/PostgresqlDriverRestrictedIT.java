package com.isotoma.dboperator.driver.postgresql;

/** PostgreSQL 18 with an admin that may only make databases and roles, as RDS gives one. */
class PostgresqlDriverRestrictedIT extends PostgresqlContract {
    PostgresqlDriverRestrictedIT() {
        super(TestServer.restricted18());
    }
}
