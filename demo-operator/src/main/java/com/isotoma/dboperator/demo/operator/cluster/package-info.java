/** DatabaseClusters: the objects that make one, and what is said about it. */
@NullMarked
package com.isotoma.dboperator.demo.operator.cluster;

import org.jspecify.annotations.NullMarked;
