/**
 * The driver for PostgreSQL 13 and newer: SQL over JDBC, dumps by {@code pg_dump} and {@code pg_restore}.
 *
 * <p>Start at {@link com.isotoma.dboperator.driver.postgresql.PostgresqlDriver}: each of its methods is an operation, a class of
 * its own.
 *
 * <p>The mark of an owner is the comment on the application's role, set in the transaction that makes the role. A
 * database is ours when that role owns it. The comment on the database says the same to people and proves nothing,
 * because the application, which owns its database, can change it.
 */
@NullMarked
package com.isotoma.dboperator.driver.postgresql;

import org.jspecify.annotations.NullMarked;
