/** What a driver's pods need in order to do their work: a service account and its rights. */
@NullMarked
package com.isotoma.dboperator.operator.rbac;

import org.jspecify.annotations.NullMarked;
