package com.isotoma.dboperator.driver.mysql;

import com.isotoma.dboperator.driver.spi.DriverPlugin;
import com.isotoma.dboperator.driver.spi.DriverRegistry;

/** Brings the drivers {@code mysql} and {@code mariadb}. */
public final class MysqlPlugin implements DriverPlugin {
    @Override
    public void register(DriverRegistry registry) {
        registry.add("mysql", MysqlDriver::new);
        registry.add("mariadb", MariadbDriver::new);
    }
}
