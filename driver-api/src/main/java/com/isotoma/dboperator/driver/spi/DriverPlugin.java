package com.isotoma.dboperator.driver.spi;

/**
 * How a driver gets into the container: name an implementation with a public no-argument constructor in {@code
 * META-INF/services/com.isotoma.dboperator.driver.spi.DriverPlugin}. One jar may register several drivers.
 */
public interface DriverPlugin {
    /** Says which drivers this plugin brings. Called once, before anything else of it is used. */
    void register(DriverRegistry registry);
}
