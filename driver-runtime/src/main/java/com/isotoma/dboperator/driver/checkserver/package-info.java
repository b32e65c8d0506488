/** {@code check-server}: asks a DatabaseServer who it is. */
@NullMarked
package com.isotoma.dboperator.driver.checkserver;

import org.jspecify.annotations.NullMarked;
