/** Which Job is due: pure functions of what was read. Nothing here knows a client or a framework. */
@NullMarked
package com.isotoma.dboperator.operator.decision;

import org.jspecify.annotations.NullMarked;
