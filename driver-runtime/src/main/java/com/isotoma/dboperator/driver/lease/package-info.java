/**
 * Sees to it that one run at a time works on a Database, even where a lost node's pod runs on beside its successor: a run
 * holds a Lease, and stops as soon as it cannot be sure of it.
 */
@NullMarked
package com.isotoma.dboperator.driver.lease;

import org.jspecify.annotations.NullMarked;
