package com.example.pigeonhole;

import com.isotoma.dboperator.driver.spi.DriverPlugin;
import com.isotoma.dboperator.driver.spi.DriverRegistry;

/** Brings the driver {@code pigeonhole} into the container. Found by its name in {@code META-INF/services}. */
public final class PigeonholePlugin implements DriverPlugin {
    @Override
    public void register(DriverRegistry registry) {
        registry.add("pigeonhole", permit -> new PigeonholeDriver());
    }
}
