package com.isotoma.dboperator.driver.spi;

/** Makes a driver: most often a reference to its constructor. */
@FunctionalInterface
public interface DriverFactory {
    /**
     * Called once in a run, before any method of the driver, and also where only its settings or its naming rules are asked
     * for. It connects to nothing.
     *
     * @param permit says whether the run may still work; a driver asks it between the steps of a method that takes long
     */
    DriverApi create(Permit permit);
}
