package com.isotoma.dboperator.driver.postgresql;

/** PostgreSQL 18 with a superuser as admin. */
class PostgresqlDriverSuperuserIT extends PostgresqlContract {
    PostgresqlDriverSuperuserIT() {
        super(TestServer.superuser18());
    }

    @Override
    protected int packetsPerStep() {
        return 7;
    }
}
