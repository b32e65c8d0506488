/** Small things that drivers and the program that runs them both need. Plain Java, like the SPI itself. */
@NullMarked
package com.isotoma.dboperator.driver.support;

import org.jspecify.annotations.NullMarked;
