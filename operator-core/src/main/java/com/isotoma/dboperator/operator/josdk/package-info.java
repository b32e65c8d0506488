/** The only package that knows the operator framework: informers, queues, retries, leader election. */
@NullMarked
package com.isotoma.dboperator.operator.josdk;

import org.jspecify.annotations.NullMarked;
