/** The only package that knows the operator framework; found by the operator as its extension. */
@NullMarked
package com.isotoma.dboperator.demo.operator.josdk;

import org.jspecify.annotations.NullMarked;
