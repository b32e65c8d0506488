package com.isotoma.dboperator.driver.spi;

/**
 * Something that works and is less safe than it could be.
 *
 * @param reason one stable CamelCase word, from {@link Reasons} where one fits
 * @param message one sentence or two for the owner of the resource: what it is, what can come of it, and what to change.
 *     Contains no password
 */
public record Warning(String reason, String message) {}
