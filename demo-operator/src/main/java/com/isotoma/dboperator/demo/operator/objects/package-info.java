/** The objects that a demo resource owns: how they are marked, and how they are brought to what is wanted. */
@NullMarked
package com.isotoma.dboperator.demo.operator.objects;

import org.jspecify.annotations.NullMarked;
