/** What drivers of SQL servers share: the programs of a database, the files with their passwords, and certificates. */
@NullMarked
package com.isotoma.dboperator.driver.sql;

import org.jspecify.annotations.NullMarked;
