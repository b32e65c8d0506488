package com.isotoma.dboperator.driver.spi;

/** Where a {@link DriverPlugin} registers its drivers. */
public interface DriverRegistry {
    /**
     * Registers a driver under {@code name}, the word that {@code spec.driver} of a Database uses.
     *
     * @throws IllegalArgumentException when the name is blank or taken
     */
    void add(String name, DriverFactory factory);
}
