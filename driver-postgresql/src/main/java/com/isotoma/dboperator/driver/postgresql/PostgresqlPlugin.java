package com.isotoma.dboperator.driver.postgresql;

import com.isotoma.dboperator.driver.spi.DriverPlugin;
import com.isotoma.dboperator.driver.spi.DriverRegistry;

/** Registers the driver as {@code postgresql}. */
public final class PostgresqlPlugin implements DriverPlugin {
    @Override
    public void register(DriverRegistry registry) {
        registry.add("postgresql", PostgresqlDriver::new);
    }
}
