/** The run that a BackupSchedule's CronJob starts: it asks for a Backup, and does not wait for it. */
@NullMarked
package com.isotoma.dboperator.driver.schedule;

import org.jspecify.annotations.NullMarked;
