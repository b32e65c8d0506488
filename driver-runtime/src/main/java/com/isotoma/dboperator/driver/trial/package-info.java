/** Trying out whether backups can go where a resource says. */
@NullMarked
package com.isotoma.dboperator.driver.trial;

import org.jspecify.annotations.NullMarked;
