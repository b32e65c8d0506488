/** A server and a driver small enough to make every mistake on purpose, and the proof that the contract notices. */
@NullMarked
package com.isotoma.dboperator.testkit.memory;

import org.jspecify.annotations.NullMarked;
