/** {@code restore}: carries a Restore through. Its one door for other operations is {@link RestoreEnd}. */
@NullMarked
package com.isotoma.dboperator.driver.restore;

import org.jspecify.annotations.NullMarked;
