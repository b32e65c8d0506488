/** The operator's part of a status, written only when it differs. */
@NullMarked
package com.isotoma.dboperator.operator.status;

import org.jspecify.annotations.NullMarked;
