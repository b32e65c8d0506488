package com.isotoma.dboperator.driver.demohttp;

import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Reasons;
import java.nio.charset.StandardCharsets;

/** The service's rules for names, checked before it is asked. */
final class Names {
    private static final int MAX = 64;

    private Names() {}

    static void checkDatabase(String name) throws DriverException {
        check("spec.name", name);
    }

    static void checkUsername(String name) throws DriverException {
        check("the username", name);
        if (name.indexOf(':') >= 0 || name.codePoints().anyMatch(Character::isISOControl)) {
            throw DriverException.user(
                    Reasons.INVALID_SPEC,
                    "the username is '" + name + "': HTTP allows no colon and no control character in it");
        }
    }

    private static void check(String field, String name) throws DriverException {
        int length = name.codePointCount(0, name.length());
        if (length == 0 || length > MAX) {
            throw DriverException.user(
                    Reasons.INVALID_SPEC,
                    field + " is '" + name + "', " + length + " characters: give 1 to " + MAX + " characters");
        }
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(name)) {
            throw DriverException.user(
                    Reasons.INVALID_SPEC, field + " holds half of a character, which is not valid Unicode: remove it");
        }
    }
}
