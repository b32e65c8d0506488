/**
 * The backup application of the demo: the operation {@code database-backup} of the driver's container, which stores the
 * persons of a DatabaseCluster for a DatabaseBackup. Begin at {@link
 * com.isotoma.dboperator.demo.backup.DatabaseBackupOperation}.
 */
@NullMarked
package com.isotoma.dboperator.demo.backup;

import org.jspecify.annotations.NullMarked;
