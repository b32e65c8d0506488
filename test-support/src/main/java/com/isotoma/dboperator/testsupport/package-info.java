/** What the tests of several modules share; the contract suite for drivers above all. */
@NullMarked
package com.isotoma.dboperator.testsupport;

import org.jspecify.annotations.NullMarked;
