/** BackupSchedules: the CronJob of each, and what its status says. */
@NullMarked
package com.isotoma.dboperator.operator.schedule;

import org.jspecify.annotations.NullMarked;
