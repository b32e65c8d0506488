/**
 * What the slices of Databases and of the kinds that work on them share, so that neither imports another: whose turn it is,
 * what is known of the Database, and who is told of it.
 */
@NullMarked
package com.isotoma.dboperator.operator.turn;

import org.jspecify.annotations.NullMarked;
