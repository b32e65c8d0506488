package com.isotoma.dboperator.testsupport;

/**
 * The servers that {@code local-servers/up} started, found by the variables of its {@code servers.env} in the
 * environment. A missing one fails the test: an integration test without its server proves nothing.
 */
public final class LocalServers {
    private LocalServers() {}

    /** The value of {@code LOCAL_<server>_<key>}, for example {@code of("POSTGRESQL", "PORT")}. */
    public static String of(String server, String key) {
        var name = "LOCAL_" + server + "_" + key;
        var value = System.getenv(name);
        if (value == null || value.isEmpty()) {
            throw new IllegalStateException(
                    name + " is not set: run ./test, or local-servers/up and source its servers.env");
        }
        return value;
    }

    /** The same as a number. */
    public static int number(String server, String key) {
        return Integer.parseInt(of(server, key));
    }
}
