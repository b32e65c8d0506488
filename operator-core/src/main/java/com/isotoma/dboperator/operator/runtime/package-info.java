/** What runs the slices: their registration, informers, queues, retries, leader election. It knows the operator framework. */
@NullMarked
package com.isotoma.dboperator.operator.runtime;

import org.jspecify.annotations.NullMarked;
