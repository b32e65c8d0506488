package com.isotoma.dboperator.driver.mysql;

import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Setting;
import com.isotoma.dboperator.driver.spi.Settings;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * {@code spec.options}.
 *
 * @param characterSet default of new tables; when absent, utf8mb4 for a new database and unchanged for an old one
 * @param collation likewise; when absent, the server's default for the character set
 * @param givenLimit how many connections the application may have at once, 0 for what the server gives any user, if given
 */
record DatabaseOptions(Optional<String> characterSet, Optional<String> collation, OptionalInt givenLimit) {
    private static final String DEFAULT_CHARACTER_SET = "utf8mb4";
    private static final Setting.Text CHARACTER_SET = new Setting.Text(
            "characterSet",
            "a name such as utf8mb4",
            DEFAULT_CHARACTER_SET + "; unchanged for a database that exists",
            "Default of new tables. A later change applies to tables made from then on.");
    private static final Setting.Text COLLATION = new Setting.Text(
            "collation",
            "a name such as utf8mb4_bin",
            "the server's for the character set",
            "Default of new tables. A later change applies to tables made from then on.");
    private static final Setting.WholeNumber MAX_CONNECTIONS = new Setting.WholeNumber(
            "maxUserConnections",
            0,
            100_000,
            "four fifths of the server's `max_connections`",
            "How many connections the application may have at once; 0 leaves it to the server.");

    static final List<Setting> KEYS = List.of(CHARACTER_SET, COLLATION, MAX_CONNECTIONS);

    /** Such words cannot be bound; this pattern is what makes them safe to put into a statement. */
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_]{1,64}");

    static DatabaseOptions of(Settings options) throws DriverException {
        options.allowOnly(KEYS);
        return new DatabaseOptions(
                word(options, CHARACTER_SET), word(options, COLLATION), options.number(MAX_CONNECTIONS));
    }

    /** Unless it is given, four fifths of what the server takes: no application keeps all others and the driver out. */
    int maxUserConnections(Session session) throws DriverException {
        if (givenLimit.isPresent()) {
            return givenLimit.getAsInt();
        }
        return session
                .rows("ask for the server's limit of connections", "SELECT @@GLOBAL.max_connections * 4 DIV 5", 1)
                .stream()
                .mapToInt(row -> Integer.parseInt(row.getFirst()))
                .map(most -> Math.max(1, most))
                .findFirst()
                .orElseThrow();
    }

    private static Optional<String> word(Settings options, Setting.Text key) throws DriverException {
        var word = options.text(key);
        if (word.isPresent() && !WORD.matcher(word.get()).matches()) {
            throw options.invalid(key, "is '" + word.get() + "': give a name of letters, digits and underscores");
        }
        return word;
    }

    /** The clauses for a new database. A collation alone brings its character set with it. */
    String forNew() {
        var set = characterSet.isEmpty() && collation.isEmpty() ? Optional.of(DEFAULT_CHARACTER_SET) : characterSet;
        return clauses(set, collation);
    }

    /** The clauses for one that exists; empty when nothing was asked for. */
    String forExisting() {
        return clauses(characterSet, collation);
    }

    private static String clauses(Optional<String> set, Optional<String> collation) {
        return set.map(s -> " CHARACTER SET " + s).orElse("")
                + collation.map(c -> " COLLATE " + c).orElse("");
    }
}
