/** Databases: which Job each is due, and what is left of those that are gone. All that it contributes is in {@code DatabaseSlice}. */
@NullMarked
package com.isotoma.dboperator.operator.database;

import org.jspecify.annotations.NullMarked;
