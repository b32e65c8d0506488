/**
 * What drivers of SQL servers share, without a word of any one server.
 *
 * <ul>
 *   <li>Connections: {@link com.isotoma.dboperator.driver.sql.SqlSession}, which {@link
 *       com.isotoma.dboperator.driver.sql.Interruptible} makes answer to interruption.
 *   <li>Errors: {@link com.isotoma.dboperator.driver.sql.SqlErrors} judges by each driver's {@link
 *       com.isotoma.dboperator.driver.sql.ErrorTable}.
 *   <li>TLS: {@link com.isotoma.dboperator.driver.sql.TlsKeys}, {@link com.isotoma.dboperator.driver.sql.Certificates}.
 *   <li>A server's own programs: {@link com.isotoma.dboperator.driver.sql.ToolProcess}, {@link
 *       com.isotoma.dboperator.driver.sql.Programs}, {@link com.isotoma.dboperator.driver.sql.SecretFile}.
 * </ul>
 */
@NullMarked
package com.isotoma.dboperator.driver.sql;

import org.jspecify.annotations.NullMarked;
