/** A Database as a driver sees it: its names, its server, whose it is, and the staging database beside it. */
@NullMarked
package com.isotoma.dboperator.driver.database;

import org.jspecify.annotations.NullMarked;
