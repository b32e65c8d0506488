/** The service accounts of drivers' pods and their rights: what kinds of resources need ({@code AccessNeeds}), and no more. */
@NullMarked
package com.isotoma.dboperator.operator.rbac;

import org.jspecify.annotations.NullMarked;
