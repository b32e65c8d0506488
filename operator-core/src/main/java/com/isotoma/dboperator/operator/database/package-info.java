/** Databases: a package that registers itself with what the shared packages ask for. */
@NullMarked
package com.isotoma.dboperator.operator.database;

import org.jspecify.annotations.NullMarked;
