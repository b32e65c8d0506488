/** Statuses and conditions as runs write them, and what they make of each other. */
@NullMarked
package com.isotoma.dboperator.driver.cluster.status;

import org.jspecify.annotations.NullMarked;
