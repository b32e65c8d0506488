/**
 * What the author of a driver sees: plain Java, without a type of Kubernetes, of the object store or of the injector.
 *
 * <p>Start at {@link com.isotoma.dboperator.driver.spi.DriverApi} and {@link
 * com.isotoma.dboperator.driver.spi.DriverPlugin}.
 */
@NullMarked
package com.isotoma.dboperator.driver.spi;

import org.jspecify.annotations.NullMarked;
