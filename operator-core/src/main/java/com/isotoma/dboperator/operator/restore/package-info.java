/** Restores: a package that registers itself with what the shared packages ask for. */
@NullMarked
package com.isotoma.dboperator.operator.restore;

import org.jspecify.annotations.NullMarked;
