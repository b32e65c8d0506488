/** The program in a driver's image: reads its environment, finds the driver, runs the operation, reports, and ends. */
@NullMarked
package com.isotoma.dboperator.driver.container;

import org.jspecify.annotations.NullMarked;
