package com.isotoma.dboperator.driver.spi;

/**
 * One database on one server, as every method of a driver gets it.
 *
 * @param owner whom the database belongs to
 * @param databaseName name of the database on the server, given by the user or derived
 * @param username name of the application's user on the server
 * @param connect {@code spec.connect}: host, port and further keys, all text
 * @param options {@code spec.options}: in {@link DriverApi#create} as they are asked for now, in all other calls as the last
 *     create that succeeded was asked for them
 * @param admin the server's admin account
 */
public record DatabaseTarget(
        Owner owner, String databaseName, String username, Settings connect, Settings options, Credentials admin) {}
