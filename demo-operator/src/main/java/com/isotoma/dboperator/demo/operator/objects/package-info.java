/** The objects that a demo resource owns: how they are marked, and how often they are looked at. */
@NullMarked
package com.isotoma.dboperator.demo.operator.objects;

import org.jspecify.annotations.NullMarked;
