package com.isotoma.dboperator.driver.run;

import com.isotoma.dboperator.driver.spi.DriverApi;
import com.isotoma.dboperator.driver.spi.DriverException;

/** The drivers of this image. */
@FunctionalInterface
public interface Drivers {
    /**
     * The driver of that name, which works only while the run holds its Lease.
     *
     * @throws DriverException of kind USER when this image has none
     */
    DriverApi find(String name) throws DriverException;
}
