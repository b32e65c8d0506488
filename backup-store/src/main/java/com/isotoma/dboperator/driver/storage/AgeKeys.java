package com.isotoma.dboperator.driver.storage;

import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Reasons;
import java.util.ArrayList;
import java.util.List;

/** Reads files of keys as the tool age does: one a line; empty lines, and those with # in front, say nothing. */
final class AgeKeys {
    /** Their names go into the object's metadata, which has room for 2 kB. */
    private static final int MOST = 20;

    private AgeKeys() {}

    /** Makes something of one key, or says what is wrong with it. */
    @FunctionalInterface
    interface Parser<T> {
        /** @throws IllegalArgumentException whose message says what the key is, without a word of it */
        T parse(String key);
    }

    /**
     * @param where what the text is, for messages: {@code key recipients of the Secret backup-keys}
     * @throws DriverException of kind USER that names the line, and never what stands in it
     */
    static <T> List<T> parse(String text, String where, Parser<T> parser) throws DriverException {
        var keys = new ArrayList<T>();
        int number = 0;
        for (var line : text.lines().toList()) {
            number++;
            var key = line.strip();
            if (key.isEmpty() || key.startsWith("#")) {
                continue;
            }
            if (keys.size() == MOST) {
                throw invalid("The " + where + " has more than " + MOST + " keys: remove some");
            }
            try {
                keys.add(parser.parse(key));
            } catch (IllegalArgumentException e) {
                // Not its cause: that of the library can quote the key.
                throw invalid("The " + where + " has in line " + number + " " + e.getMessage());
            }
        }
        if (keys.isEmpty()) {
            throw invalid("The " + where + " has no key: add one, in a line of its own");
        }
        return List.copyOf(keys);
    }

    private static DriverException invalid(String message) {
        return DriverException.user(Reasons.ENCRYPTION_KEY_INVALID, message);
    }
}
