package com.isotoma.dboperator.driver.mysql;

/**
 * The driver {@code mariadb}. It works with the other server of the family too; its name decides only what {@link #binding}
 * calls the product, since no server is asked for that.
 */
public final class MariadbDriver extends MysqlFamilyDriver {
    /** Uses the client programs on the {@code PATH}. */
    public MariadbDriver() {
        this(Tools.onPath());
    }

    MariadbDriver(Tools tools) {
        super(Flavour.MARIADB, tools);
    }
}
