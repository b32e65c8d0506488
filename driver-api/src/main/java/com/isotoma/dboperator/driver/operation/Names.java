package com.isotoma.dboperator.driver.operation;

import com.isotoma.dboperator.crds.v1alpha1.Labels;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Derives names on a server from names in Kubernetes: lower-case letters, digits and underscores, beginning with a letter.
 * Different resources get different names: namespace and name are joined by two underscores, and where the translation
 * loses something, or the server's limit cuts, a hash of the original is appended.
 */
final class Names {
    private static final int HASH_LENGTH = 8;
    /** Only names with a hash end like this, so that nobody can choose a name that is another's with its hash. */
    private static final Pattern LIKE_A_HASH = Pattern.compile("_[0-9a-f]{" + HASH_LENGTH + "}$");

    private Names() {}

    /** The name of the database: what the spec says, else derived from the resource's own names. */
    static String database(@Nullable String wanted, String namespace, String name, int limit) {
        return wanted != null ? wanted : safe(namespace, name, limit);
    }

    /** The name of the application's user, which follows the name of the database. */
    static String user(@Nullable String wanted, String namespace, String name, int limit) {
        return wanted != null ? safe(wanted, limit) : safe(namespace, name, limit);
    }

    /** The name of what stands beside a database or user for a while, which is another one than all of the above. */
    static String beside(String name, int limit) {
        return cut("restore_" + translated(name.toLowerCase(Locale.ROOT)), "restore of " + name, true, limit);
    }

    private static String safe(String namespace, String name, int limit) {
        boolean ambiguous = namespace.contains("--") || name.contains("--") || name.contains(".");
        return cut(translated(namespace) + "__" + translated(name), namespace + "/" + name, ambiguous, limit);
    }

    private static String safe(String wanted, int limit) {
        var translated = translated(wanted.toLowerCase(Locale.ROOT));
        return cut(translated, wanted, !translated.equals(wanted), limit);
    }

    private static String cut(String translated, String original, boolean needsHash, int limit) {
        boolean startsWell = translated.matches("[a-z].*");
        var beginning = startsWell ? translated : "d_" + translated;
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
