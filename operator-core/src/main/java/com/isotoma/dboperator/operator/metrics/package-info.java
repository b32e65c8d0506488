/** Numbers about resources and Jobs, for Prometheus. */
@NullMarked
package com.isotoma.dboperator.operator.metrics;

import org.jspecify.annotations.NullMarked;
