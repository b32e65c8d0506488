package com.isotoma.dboperator.driver.postgresql;

import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Setting;
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
 * @param provider {@code libc}, {@code icu} or {@code builtin}, or null for the server's; cannot be changed later
 * @param template the database that it is a copy of at first, or null for the server's
 * @param schemas schemas that it is to have, which belong to the owner of the database
 * @param givenLimit how many connections it takes, -1 for any number, if that is given
 * @param settings where all this comes from, for messages
 */
record DatabaseOptions(
        List<WantedExtension> extensions,
        @Nullable String encoding,
        @Nullable String locale,
        @Nullable String provider,
        @Nullable String template,
        List<String> schemas,
        OptionalInt givenLimit,
        Settings settings) {
    private static final int MANY = 262_143;

    private static final Setting.Texts EXTENSIONS = new Setting.Texts(
            "extensions",
            "names of extensions that the server has, or `{name, version, schema}`",
            "none",
            "Extensions that the database is to have. One that is removed from the list stays. `version` is the server's default where it is not given, and `schema` is `public`; an installed one is brought to another version and stays in its schema. What PostgreSQL does not trust is installed only if the Driver names it in `POSTGRESQL_UNTRUSTED_EXTENSIONS`.");
    private static final Setting.Text ENCODING = new Setting.Text(
            "encoding", "a name such as UTF8", "the server's", "Character encoding. It cannot be changed later.");
    private static final Setting.Text LOCALE = new Setting.Text(
            "locale",
            "a name such as en_US.UTF-8",
            "the server's",
            "Locale, of the provider's: `en-US` for ICU. It cannot be changed later.");
    private static final Setting.Choice PROVIDER = new Setting.Choice(
            "localeProvider",
            Set.of("libc", "icu", "builtin"),
            "the server's",
            "Where the locale comes from: `icu` from PostgreSQL 15 on, `builtin` from 17 on; both need `locale`. It cannot be changed later.");
    private static final Setting.Text TEMPLATE = new Setting.Text(
            "template",
            "the name of a database with `IS_TEMPLATE`",
            "`template1`, or `template0` where encoding or locale is given",
            "What the database is a copy of when it is made. Later changes do nothing.");
    private static final Setting.Texts SCHEMAS = new Setting.Texts(
            "schemas",
            "names of schemas",
            "none besides `public`",
            "Schemas that the database is to have, owned by the role that owns the database. One that is removed from the list stays.");
    private static final Setting.WholeNumber CONNECTION_LIMIT = new Setting.WholeNumber(
            "connectionLimit",
            -1,
            MANY,
            "four fifths of the server's `max_connections`, for the application's role",
            "How many connections the database takes at once; -1 for any number.");

    static final List<Setting> KEYS =
            List.of(EXTENSIONS, SCHEMAS, ENCODING, LOCALE, PROVIDER, TEMPLATE, CONNECTION_LIMIT);

    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_.@ -]{1,63}");

    static DatabaseOptions of(Settings settings) throws DriverException {
        settings.allowOnly(KEYS);
        var schemas = settings.texts(SCHEMAS);
        for (var schema : schemas) {
            var unused = Names.schema(schema, settings, SCHEMAS);
        }
        var provider = settings.choice(PROVIDER).orElse(null);
        var locale = word(settings, LOCALE);
        if (provider != null && !provider.equals("libc") && locale == null) {
            throw settings.invalid(PROVIDER, "is '" + provider + "', which needs a locale: give spec.options.locale");
        }
        return new DatabaseOptions(
                WantedExtension.of(settings, EXTENSIONS),
                word(settings, ENCODING),
                locale,
                provider,
                settings.text(TEMPLATE).orElse(null),
                List.copyOf(schemas),
                settings.number(CONNECTION_LIMIT),
                settings);
    }

    /** Names of the extensions. */
    List<String> extensionNames() {
        return extensions.stream().map(WantedExtension::name).toList();
    }

    /** Whether it is to be something that only the empty template can be copied into. */
    boolean unlikeTemplates() {
        return encoding != null || locale != null;
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
