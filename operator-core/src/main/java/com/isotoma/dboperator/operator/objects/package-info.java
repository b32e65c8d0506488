/** Objects that a resource owns: how they are marked, and how they are brought to what is wanted. */
@NullMarked
package com.isotoma.dboperator.operator.objects;

import org.jspecify.annotations.NullMarked;
