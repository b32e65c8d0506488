/** Trying out the places that platform engineers keep for backups. */
@NullMarked
package com.isotoma.dboperator.driver.location;

import org.jspecify.annotations.NullMarked;
