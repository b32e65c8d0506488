/** The contract suite: what every driver has to pass, and the servers that stall, break and fill up for it. */
@NullMarked
package com.isotoma.dboperator.testkit;

import org.jspecify.annotations.NullMarked;
