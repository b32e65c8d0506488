package com.isotoma.dboperator.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The servers that tests share. */
final class Servers {
    static final Postgresql POSTGRESQL = new Postgresql();
    static final Mysql MYSQL = Mysql.mysql();
    static final Mysql MARIADB = Mysql.mariadb();
    private static @Nullable DemoHttp demo;

    private Servers() {}

    /** Started by the first who asks, and ended with this process. */
    static synchronized DemoHttp demoHttp() {
        var server = demo;
        if (server == null) {
            try {
                server = DemoHttp.start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            demo = server;
            var toClose = server;
            Runtime.getRuntime().addShutdownHook(new Thread(() -> closeQuietly(toClose)));
        }
        return server;
    }

    private static void closeQuietly(DemoHttp server) {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One of each kind, under the names of their drivers. */
    static Stream<String> drivers() {
        return Stream.of("postgresql", "mysql", "mariadb", "demo-http");
    }

    static Server of(String driver) {
        return switch (driver) {
            case "postgresql" -> POSTGRESQL;
            case "mysql" -> MYSQL;
            case "mariadb" -> MARIADB;
            case "demo-http" -> demoHttp();
            default -> throw new IllegalArgumentException(driver);
        };
    }
}
