/** What drivers commonly need around the tools of a database. Plain Java, like the SPI itself. */
@NullMarked
package com.isotoma.dboperator.driver.support;

import org.jspecify.annotations.NullMarked;
