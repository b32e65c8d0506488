package com.isotoma.dboperator.driver.spi;

/** Where a {@link DriverPlugin} registers its drivers. */
public interface DriverRegistry {
    /**
     * Registers {@code implementation} under {@code name}, the word that {@code spec.driver} of a Database uses. The
     * class is made by constructor injection: a constructor without parameters, or one annotated with {@code
     * jakarta.inject.Inject}.
     *
     * @throws IllegalArgumentException when the name is blank or taken
     */
    void add(String name, Class<? extends DriverApi> implementation);
}
