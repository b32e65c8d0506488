/**
 * The driver for the demo HTTP database: the smallest driver, and the one to copy. Begin at {@link
 * com.isotoma.dboperator.driver.demohttp.DemoHttpDriver}.
 */
@NullMarked
package com.isotoma.dboperator.driver.demohttp;

import org.jspecify.annotations.NullMarked;
