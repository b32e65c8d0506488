package com.isotoma.dboperator.driver.postgresql;

import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Setting;
import com.isotoma.dboperator.driver.spi.Settings;
import java.util.List;
import java.util.OptionalInt;
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
    private static final int MANY = 262_143;

    private static final Setting.Texts EXTENSIONS = new Setting.Texts(
            "extensions",
            "names of extensions that the server has",
            "none",
            "Extensions that the database is to have. One that is removed from the list stays. What PostgreSQL does not trust is installed only if the Driver names it in `POSTGRESQL_UNTRUSTED_EXTENSIONS`.");
    private static final Setting.Text ENCODING = new Setting.Text(
            "encoding", "a name such as UTF8", "the server's", "Character encoding. It cannot be changed later.");
    private static final Setting.Text LOCALE = new Setting.Text(
            "locale", "a name such as en_US.UTF-8", "the server's", "Locale. It cannot be changed later.");
    private static final Setting.WholeNumber CONNECTION_LIMIT = new Setting.WholeNumber(
            "connectionLimit",
            -1,
            MANY,
            "four fifths of the server's `max_connections`, for the application's role",
            "How many connections the database takes at once; -1 for any number.");

    static final List<Setting> KEYS = List.of(EXTENSIONS, ENCODING, LOCALE, CONNECTION_LIMIT);

    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_.@ -]{1,63}");

    static DatabaseOptions of(Settings settings) throws DriverException {
        settings.allowOnly(KEYS);
        var extensions = settings.texts(EXTENSIONS);
        for (var extension : extensions) {
            if (extension.isBlank() || extension.indexOf('\0') >= 0) {
                throw settings.invalid(EXTENSIONS, "contains an empty name: remove it");
            }
        }
        return new DatabaseOptions(
                extensions,
                word(settings, ENCODING),
                word(settings, LOCALE),
                settings.number(CONNECTION_LIMIT),
                settings);
    }

    /** What the database itself is limited to. Without a number here, the application's role has a limit. */
    int connectionLimit() {
        return givenLimit.orElse(-1);
    }

    private static @Nullable String word(Settings settings, Setting.Text key) throws DriverException {
        var text = settings.text(key);
        if (text.isPresent() && !WORD.matcher(text.get()).matches()) {
            throw settings.invalid(key, "is '" + text.get() + "', which is no name of one: correct or remove it");
        }
        return text.orElse(null);
    }
}
