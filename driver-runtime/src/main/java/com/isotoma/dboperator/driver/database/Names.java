package com.isotoma.dboperator.driver.database;

import com.isotoma.dboperator.driver.spi.NamingRules;
import com.isotoma.dboperator.driver.support.Labels;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Derives names on a server from names in Kubernetes: lower-case letters, digits and underscores, beginning with a letter.
 * Different resources get different names: namespace and name are joined by two underscores, and where the translation
 * loses something, the server's limit cuts, or the server reserves the name, a hash of the original is appended.
 */
final class Names {
    private static final int HASH_LENGTH = 8;
    /** Only names with a hash end like this, so that nobody can choose a name that is another's with its hash. */
    private static final Pattern LIKE_A_HASH = Pattern.compile("_[0-9a-f]{" + HASH_LENGTH + "}$");

    private Names() {}

    /**
     * What a derived name has to be.
     *
     * @param limit its greatest length
     * @param reserved which names the server does not give away
     */
    record Rule(int limit, Predicate<String> reserved) {
        boolean allowsBeginning(String name) {
            return name.matches("[a-z].*") && !reserved.test(name);
        }
    }

    /** The name of the database: what the spec says, else derived from the resource's own names. */
    static String database(@Nullable String wanted, String namespace, String name, Rule rule) {
        return wanted != null ? wanted : safe(namespace, name, rule);
    }

    /** The name of the application's user, which follows the name of the database. */
    static String user(@Nullable String wanted, String namespace, String name, Rule rule) {
        return wanted != null ? safe(wanted, rule) : safe(namespace, name, rule);
    }

    /**
     * The name of a further user of a database.
     *
     * @param owner name of the application's user
     * @param name by which the database's owner knows it
     */
    static String further(String owner, String name, Rule rule) {
        var translated = translated(owner.toLowerCase(Locale.ROOT));
        boolean ambiguous = !translated.equals(owner) || name.contains("--") || name.contains(".");
        return cut(translated + "__" + translated(name), owner + "/" + name, ambiguous, rule);
    }

    /** The name of what stands beside a database or user for a while, which is another one than all of the above. */
    static String beside(String name, Rule rule) {
        return cut("restore_" + translated(name.toLowerCase(Locale.ROOT)), "restore of " + name, true, rule);
    }

    private static String safe(String namespace, String name, Rule rule) {
        boolean ambiguous = namespace.contains("--") || name.contains("--") || name.contains(".");
        return cut(translated(namespace) + "__" + translated(name), namespace + "/" + name, ambiguous, rule);
    }

    private static String safe(String wanted, Rule rule) {
        var translated = translated(wanted.toLowerCase(Locale.ROOT));
        return cut(translated, wanted, !translated.equals(wanted), rule);
    }

    private static String cut(String translated, String original, boolean needsHash, Rule rule) {
        boolean startsWell = rule.allowsBeginning(translated);
        var beginning = startsWell ? translated : NamingRules.SAFE_BEGINNING + translated;
        int limit = rule.limit();
        if (startsWell
                && !needsHash
                && beginning.length() <= limit
                && !LIKE_A_HASH.matcher(beginning).find()) {
            return beginning;
        }
        int room = limit - HASH_LENGTH - 1;
        return beginning.substring(0, Math.min(room, beginning.length())) + "_"
                + Labels.hash(original).substring(0, HASH_LENGTH);
    }

    private static String translated(String text) {
        return text.replaceAll("[^a-z0-9]", "_");
    }
}
