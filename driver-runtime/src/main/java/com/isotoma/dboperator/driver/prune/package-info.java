/** Removes the backups of a schedule that need not be kept. */
@NullMarked
package com.isotoma.dboperator.driver.prune;

import org.jspecify.annotations.NullMarked;
