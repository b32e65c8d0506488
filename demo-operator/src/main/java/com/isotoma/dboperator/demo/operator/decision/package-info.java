/** What follows from what was read: pure functions. Nothing here knows a client or a framework. */
@NullMarked
package com.isotoma.dboperator.demo.operator.decision;

import org.jspecify.annotations.NullMarked;
