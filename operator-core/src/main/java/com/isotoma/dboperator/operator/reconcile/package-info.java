/** From caches to decision to deed: the operator's work without the framework that calls it. */
@NullMarked
package com.isotoma.dboperator.operator.reconcile;

import org.jspecify.annotations.NullMarked;
