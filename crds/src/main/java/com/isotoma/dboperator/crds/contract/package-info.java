/** What operator and runs both must do in the same way, said once. */
@NullMarked
package com.isotoma.dboperator.crds.contract;

import org.jspecify.annotations.NullMarked;
