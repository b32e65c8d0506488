/**
 * The drivers {@code mysql} and {@code mariadb}: one implementation that finds out which of the two a server is.
 *
 * <p>Start at {@link com.isotoma.dboperator.driver.mysql.MysqlFamilyDriver}: each of its methods is an operation, a class of
 * its own. {@link com.isotoma.dboperator.driver.mysql.Claims} holds the mark that says whose a database is.
 */
@NullMarked
package com.isotoma.dboperator.driver.mysql;

import org.jspecify.annotations.NullMarked;
