/** {@code drop}: takes a Database through its deletion. */
@NullMarked
package com.isotoma.dboperator.driver.drop;

import org.jspecify.annotations.NullMarked;
