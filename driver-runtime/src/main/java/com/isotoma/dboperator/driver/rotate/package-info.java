/** {@code rotate}: gives the applications of a Database another password, and ends the one of before. */
@NullMarked
package com.isotoma.dboperator.driver.rotate;

import org.jspecify.annotations.NullMarked;
