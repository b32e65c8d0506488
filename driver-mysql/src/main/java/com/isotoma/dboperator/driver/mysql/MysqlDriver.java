package com.isotoma.dboperator.driver.mysql;

/**
 * The driver {@code mysql}. It works with the other server of the family too; its name decides only what {@link #binding}
 * calls the product, since no server is asked for that.
 */
public final class MysqlDriver extends MysqlFamilyDriver {
    /** Uses the client programs on the {@code PATH}. */
    public MysqlDriver() {
        this(Tools.onPath());
    }

    MysqlDriver(Tools tools) {
        super(Flavour.MYSQL, tools);
    }
}
