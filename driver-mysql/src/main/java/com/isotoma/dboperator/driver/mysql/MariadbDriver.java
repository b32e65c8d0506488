package com.isotoma.dboperator.driver.mysql;

import com.isotoma.dboperator.driver.spi.Permit;

/**
 * The driver {@code mariadb}. It works with the other server of the family too; its name decides only what {@link #binding}
 * calls the product, since no server is asked for that.
 */
public final class MariadbDriver extends MysqlFamilyDriver {
    /** Uses the client programs on the {@code PATH}. */
    public MariadbDriver() {
        this(Tools.onPath());
    }

    /** The same in a run, which may be told to stop. */
    public MariadbDriver(Permit permit) {
        super(Flavour.MARIADB, Tools.onPath(), permit);
    }

    MariadbDriver(Tools tools) {
        super(Flavour.MARIADB, tools, Permit.ALWAYS);
    }
}
