/** {@code check-location}: tries a StorageLocation out. */
@NullMarked
package com.isotoma.dboperator.driver.checklocation;

import org.jspecify.annotations.NullMarked;
