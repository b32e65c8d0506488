package com.isotoma.dboperator.driver.spi;

/**
 * A change of the password, or of the login, by which applications get into a database. Its text form shows no password.
 *
 * @param target the database
 * @param current by which they get in now
 * @param next by which they are to get in too: the login that follows in {@link DriverApi#logins}, with a new password
 */
public record Rotation(DatabaseTarget target, Credentials current, Credentials next) {}
