package com.isotoma.dboperator.driver.spi;

/**
 * Something that works and is less safe than it could be. The Database has a condition of that type while it holds.
 *
 * @param reason one stable CamelCase word of at most 63 letters, from {@link Reasons} where one fits
 * @param message one sentence or two for the owner of the resource: what it is, what can come of it, and what to change.
 *     Contains no password
 */
public record Warning(String reason, String message) {
    /** @throws IllegalArgumentException when the reason cannot be the type of a condition */
    public Warning {
        if (!reason.matches("[A-Z][A-Za-z]{0,62}")) {
            throw new IllegalArgumentException("the reason of a warning is a CamelCase word, and not '" + reason + "'");
        }
    }
}
