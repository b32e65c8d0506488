/**
 * The words that conditions and Events give as their reasons, each with what it means and what to do about it.
 *
 * <p>Stable, since people's alerts depend on them. {@code docs/reasons.md} is made of this, and a test sees to it that no
 * other word is used. The errors of drivers have theirs in {@code com.isotoma.dboperator.driver.spi.Reasons}.
 */
@NullMarked
package com.isotoma.dboperator.reasons;

import org.jspecify.annotations.NullMarked;
