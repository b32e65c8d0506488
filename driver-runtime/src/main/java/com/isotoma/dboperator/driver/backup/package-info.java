/** {@code backup}: carries a Backup through. Its one door for other operations is {@link FinalBackups}. */
@NullMarked
package com.isotoma.dboperator.driver.backup;

import org.jspecify.annotations.NullMarked;
