/** {@code check-places}: tries out the places that a BackupSchedule names itself. */
@NullMarked
package com.isotoma.dboperator.driver.checkplaces;

import org.jspecify.annotations.NullMarked;
