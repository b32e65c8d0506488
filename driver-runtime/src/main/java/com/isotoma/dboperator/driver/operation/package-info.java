/**
 * The operations of a run, each of which carries its resource as far as it can go and resumes from any phase that an
 * earlier run left.
 */
@NullMarked
package com.isotoma.dboperator.driver.operation;

import org.jspecify.annotations.NullMarked;
