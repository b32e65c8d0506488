package com.isotoma.dboperator.driver.postgresql;

import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Settings;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code spec.options}.
 *
 * @param extensions extensions that the database is to have
 * @param encoding its character encoding, or null for the server's; cannot be changed later
 * @param locale its locale, or null for the server's; cannot be changed later
 * @param givenLimit how many connections it takes, -1 for any number, if that is given
 * @param settings where all this comes from, for messages
 */
record DatabaseOptions(
        List<String> extensions,
        @Nullable String encoding,
        @Nullable String locale,
        OptionalInt givenLimit,
        Settings settings) {
    private static final Set<String> KEYS = Set.of("extensions", "encoding", "locale", "connectionLimit");
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_.@ -]{1,63}");
    private static final int MANY = 262_143;

    static DatabaseOptions of(Settings settings) throws DriverException {
        settings.allowOnly(KEYS);
        var extensions = settings.texts("extensions");
        for (var extension : extensions) {
            if (extension.isBlank() || extension.indexOf('\0') >= 0) {
                throw settings.invalid("extensions", "contains an empty name: remove it");
            }
        }
        return new DatabaseOptions(
                extensions,
                word(settings, "encoding"),
                word(settings, "locale"),
                settings.number("connectionLimit", -1, MANY),
                settings);
    }

    /** What the database itself is limited to. Without a number here, the application's role has a limit. */
    int connectionLimit() {
        return givenLimit.orElse(-1);
    }

    private static @Nullable String word(Settings settings, String key) throws DriverException {
        var text = settings.text(key);
        if (text.isPresent() && !WORD.matcher(text.get()).matches()) {
            throw settings.invalid(key, "is '" + text.get() + "', which is no name of one: correct or remove it");
        }
        return text.orElse(null);
    }
}
