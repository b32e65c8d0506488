package com.isotoma.dboperator.driver.demohttp;

import com.isotoma.dboperator.driver.spi.DriverPlugin;
import com.isotoma.dboperator.driver.spi.DriverRegistry;

/** Brings the driver {@code demo-http} into the container. Found by its name in {@code META-INF/services}. */
public final class DemoHttpPlugin implements DriverPlugin {
    @Override
    public void register(DriverRegistry registry) {
        registry.add("demo-http", permit -> new DemoHttpDriver());
    }
}
