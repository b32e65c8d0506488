package com.isotoma.dboperator.operator.http;

import java.util.Map;

/**
 * Limits of the JDK's server for clients that take their time. It reads them from system properties when its first instance is
 * made; what is given on the command line of the process is kept.
 */
final class SlowClients {
    /** Times in seconds; sizes in bytes. */
    private static final Map<String, String> LIMITS = Map.of(
            "sun.net.httpserver.maxReqTime", "5",
            "sun.net.httpserver.maxRspTime", "10",
            "sun.net.httpserver.idleInterval", "10",
            "sun.net.httpserver.maxIdleConnections", "20",
            "sun.net.httpserver.maxReqHeaders", "50",
            "sun.net.httpserver.maxReqHeaderSize", "16384",
            "jdk.httpserver.maxConnections", "100");

    private SlowClients() {}

    static void limit() {
        LIMITS.forEach((name, value) -> {
            if (System.getProperty(name) == null) {
                System.setProperty(name, value);
            }
        });
    }
}
