/**
 * How a run reads and writes resources: every status change is a compare-and-set on what was read, and nothing that
 * belongs to somebody else is touched.
 */
@NullMarked
package com.isotoma.dboperator.driver.cluster;

import org.jspecify.annotations.NullMarked;
