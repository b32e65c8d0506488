/** Where backups go: from a resource's {@code backupTo} to a bucket, a store and a key. */
@NullMarked
package com.isotoma.dboperator.driver.bucket;

import org.jspecify.annotations.NullMarked;
