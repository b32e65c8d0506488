package com.isotoma.dboperator.operator.objects;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Names that fit where Kubernetes allows 63 characters, and stay distinct and the same each time. */
public final class Names {
    private static final int LIMIT = 63;
    private static final int HASH_DIGITS = 10;

    /** As long as the names of BackupSchedules may be. */
    private static final int SCHEDULE_LIMIT = 52;

    private static final String DEFAULT_SUFFIX = "-default";

    /** That of the accounts which pods of drivers run as; whoever has such a name is under deploy/admission.yaml. */
    private static final String ACCOUNT_PREFIX = "db-operator-driver-";

    /** How long the names of most objects may be, dots included. */
    private static final int LONG_LIMIT = 253;

    private Names() {}

    /**
     * {@code <resource>-<word>-<hash of the episode>}: a DNS label, which the name of a Job has to be so that its pods
     * can be named after it. Resource names may contain dots, so those become dashes.
     */
    public static String job(String resource, String word, String... episode) {
        var tail = "-" + word + "-" + hash(episode);
        return cut(resource.replace('.', '-'), LIMIT - tail.length()) + tail;
    }

    /**
     * The name of a Database's service account, Role and RoleBinding. Of names that are too long only the beginning is in
     * it, and a hash; whatever is to tell Databases apart has to ask for their rights and not to read this name.
     */
    public static String account(String database) {
        return limited(ACCOUNT_PREFIX + database, database);
    }

    /**
     * The same for its runs in the operator's namespace. No Database's name begins with a dash, so none of that namespace
     * has an account of this name; and no namespace's name has a dot, so that the first one ends it. It is never cut.
     */
    public static String centralAccount(String namespace, String database) {
        return limited(ACCOUNT_PREFIX + "-" + namespace + "." + database, namespace, database);
    }

    /** The name of the account that tries a StorageLocation out. No namespace's name begins with a dash either. */
    public static String locationAccount(String location) {
        return limited(ACCOUNT_PREFIX + "--" + location, location);
    }

    /** The name of the account that asks a DatabaseServer. No StorageLocation's name begins with a dash either. */
    public static String serverAccount(String server) {
        return limited(ACCOUNT_PREFIX + "---" + server, server);
    }

    /** The name of the BackupSchedule that a DatabaseServer asks for, as long as one may be. */
    public static String defaultSchedule(String database) {
        var plain = database.replace('.', '-') + DEFAULT_SUFFIX;
        if (plain.length() <= SCHEDULE_LIMIT && database.indexOf('.') < 0) {
            return plain;
        }
        var tail = "-" + hash(database) + DEFAULT_SUFFIX;
        return cut(database.replace('.', '-'), SCHEDULE_LIMIT - tail.length()) + tail;
    }

    private static String limited(String name, String... parts) {
        return name.length() <= LONG_LIMIT ? name : cut(name, LONG_LIMIT - 1 - HASH_DIGITS) + "-" + hash(parts);
    }

    private static String cut(String name, int length) {
        var end = Math.min(name.length(), length);
        while (end > 0 && !Character.isLetterOrDigit(name.charAt(end - 1))) {
            end--;
        }
        return name.substring(0, end);
    }

    /** Each part is preceded by its length, so that no two lists of parts read the same. */
    private static String hash(String... parts) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            for (var part : parts) {
                var bytes = part.getBytes(StandardCharsets.UTF_8);
                digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
                digest.update(bytes);
            }
            return HexFormat.of().formatHex(digest.digest()).substring(0, HASH_DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
