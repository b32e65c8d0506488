/** Backups: when each is due, and what its runs need. All that it contributes is in {@code BackupSlice}. */
@NullMarked
package com.isotoma.dboperator.operator.backup;

import org.jspecify.annotations.NullMarked;
