package com.isotoma.dboperator.driver.spi;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an application needs to connect, after the well-known keys of the Service Binding Specification for Kubernetes 1.1.
 * Its text form does not show the URI, which contains the password.
 *
 * @param type kind of service, the name that client libraries know: {@code postgresql}, {@code mysql}
 * @param provider the product, for example {@code mariadb}
 * @param host host name or address
 * @param port port
 * @param uri everything in one URI (RFC 3986), user, password and names percent-encoded
 * @param jdbcUrl JDBC URL without user and password, or null where there is no such driver
 * @param additionalEntries further keys of the application's Secret and their values, for what this kind of server needs and
 *     the keys above have no room for: a prefix, the database that authenticates, a certificate. The Secret has them as long
 *     as the driver gives them. No value contains a password; {@code password} has it. Never changes
 */
public record ServiceBinding(
        String type,
        String provider,
        String host,
        int port,
        String uri,
        @Nullable String jdbcUrl,
        SortedMap<String, String> additionalEntries) {
    /** How many additional entries there can be. */
    public static final int MAX_ADDITIONAL_ENTRIES = 16;

    /** How large keys and values of all additional entries can be together, in bytes of UTF-8. */
    public static final int MAX_ADDITIONAL_BYTES = 64 * 1024;

    /** The keys that every application's Secret has, and those that the specification gives a meaning of its own. */
    public static final Set<String> STANDARD_KEYS = Set.of(
            "type",
            "provider",
            "host",
            "port",
            "database",
            "username",
            "password",
            "uri",
            "jdbc-url",
            "certificates",
            "private-key");

    /** What Kubernetes takes for a key of a Secret. */
    private static final Pattern KEY = Pattern.compile("(?!\\.{1,2}$)(?!\\.\\.)[-._A-Za-z0-9]{1,253}");

    /** @throws IllegalArgumentException for an additional entry that the Secret cannot have */
    public ServiceBinding {
        additionalEntries = Collections.unmodifiableSortedMap(new TreeMap<>(additionalEntries));
        additionalEntries.keySet().forEach(ServiceBinding::checkKey);
        if (additionalEntries.size() > MAX_ADDITIONAL_ENTRIES) {
            throw new IllegalArgumentException("a binding with " + additionalEntries.size()
                    + " additional entries: give at most " + MAX_ADDITIONAL_ENTRIES);
        }
        long bytes = additionalEntries.entrySet().stream()
                .mapToLong(e -> bytes(e.getKey()) + bytes(e.getValue()))
                .sum();
        if (bytes > MAX_ADDITIONAL_BYTES) {
            throw new IllegalArgumentException("a binding whose additional entries " + additionalEntries.keySet()
                    + " have " + bytes + " bytes: give at most " + MAX_ADDITIONAL_BYTES);
        }
    }

    /** A binding that the standard keys have room for. */
    public ServiceBinding(String type, String provider, String host, int port, String uri, @Nullable String jdbcUrl) {
        this(type, provider, host, port, uri, jdbcUrl, new TreeMap<>());
    }

    /**
     * This binding with one more key in the application's Secret.
     *
     * @param key letters, digits, {@code -}, {@code _} and {@code .}; none of {@link #STANDARD_KEYS}
     * @throws IllegalArgumentException for an entry that the Secret cannot have
     */
    public ServiceBinding withEntry(String key, String value) {
        var entries = new TreeMap<>(additionalEntries);
        entries.put(key, value);
        return new ServiceBinding(type, provider, host, port, uri, jdbcUrl, entries);
    }

    private static void checkKey(String key) {
        if (!KEY.matcher(key).matches()) {
            throw new IllegalArgumentException(
                    "a binding with the key '" + key
                            + "', which no Secret can have: give letters, digits, '-', '_' and '.', and no '..' at the beginning");
        }
        if (STANDARD_KEYS.contains(key)) {
            throw new IllegalArgumentException(
                    "a binding with the additional key '" + key + "', which is a standard one: give another name");
        }
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    @Override
    public String toString() {
        return "ServiceBinding[" + type + ", " + host + ":" + port + "]";
    }
}
