/**
 * A run against nothing, by which the JVM learns at build time which classes a run loads (JEP 483, JEP 514). No production
 * path leads here.
 */
@NullMarked
package com.isotoma.dboperator.driver.rehearsal;

import org.jspecify.annotations.NullMarked;
