/** Health, readiness and metrics over HTTP. */
@NullMarked
package com.isotoma.dboperator.operator.http;

import org.jspecify.annotations.NullMarked;
