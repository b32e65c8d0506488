/** The servers, the cluster and the buckets that this project's own tests run against. Not published. */
@NullMarked
package com.isotoma.dboperator.testsupport;

import org.jspecify.annotations.NullMarked;
