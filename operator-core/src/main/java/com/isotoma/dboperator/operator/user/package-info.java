/** DatabaseUsers: when each is due, and what its runs need. All that it contributes is in {@code UserSlice}. */
@NullMarked
package com.isotoma.dboperator.operator.user;

import org.jspecify.annotations.NullMarked;
