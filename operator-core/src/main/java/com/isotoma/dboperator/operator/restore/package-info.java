/** Restores: when each is due, and what its runs need. All that it contributes is in {@code RestoreSlice}. */
@NullMarked
package com.isotoma.dboperator.operator.restore;

import org.jspecify.annotations.NullMarked;
