/** {@code verify}: proves that a Backup can be restored. */
@NullMarked
package com.isotoma.dboperator.driver.verify;

import org.jspecify.annotations.NullMarked;
