/** Which backups are kept: pure functions of what there is. Nothing here knows a cluster or a store. */
@NullMarked
package com.isotoma.dboperator.driver.retention;

import org.jspecify.annotations.NullMarked;
