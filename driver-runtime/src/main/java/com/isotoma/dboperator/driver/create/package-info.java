/** {@code create}: brings a Database to its spec. */
@NullMarked
package com.isotoma.dboperator.driver.create;

import org.jspecify.annotations.NullMarked;
