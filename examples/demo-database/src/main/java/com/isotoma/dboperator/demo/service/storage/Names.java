package com.isotoma.dboperator.demo.service.storage;

import com.isotoma.dboperator.demo.service.http.Refusal;
import java.nio.charset.StandardCharsets;

/** The rules for names: 1 to 64 characters of Unicode, any of them. */
public final class Names {
    public static final int MAX = 64;

    private Names() {}

    /** Returns a name that is one, and refuses another. */
    public static String check(String what, String name) throws Refusal {
        int length = name.codePointCount(0, name.length());
        if (length == 0 || length > MAX) {
            throw new Refusal(400, what + " has " + length + " characters; it must have 1 to " + MAX + ".");
        }
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(name)) {
            throw new Refusal(400, what + " is not valid Unicode.");
        }
        return name;
    }

    /** The same for user names, in which HTTP's Basic authentication allows no colon and no control character. */
    public static String checkUsername(String name) throws Refusal {
        if (name.indexOf(':') >= 0 || name.codePoints().anyMatch(Character::isISOControl)) {
            throw new Refusal(400, "The username must hold no colon and no control character.");
        }
        return check("The username", name);
    }
}
