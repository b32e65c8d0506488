package com.isotoma.dboperator.it;

import java.io.IOException;

/**
 * A second server to which a driver can connect.
 *
 * @param server the server
 * @param end ends it, if it is this test's alone
 */
record OtherServer(Server server, End end) implements AutoCloseable {
    /** Ends a server. */
    @FunctionalInterface
    interface End {
        void end() throws IOException;
    }

    /** One that is not the one that tests with this driver share. */
    static OtherServer than(String driver) throws IOException {
        return switch (driver) {
            case "postgresql" -> new OtherServer(Postgresql.older(), () -> {});
            // The drivers of the family take either server.
            case "mysql" -> new OtherServer(Servers.MARIADB, () -> {});
            case "mariadb" -> new OtherServer(Servers.MYSQL, () -> {});
            case "demo-http" -> {
                var demo = DemoHttp.start();
                yield new OtherServer(demo, demo::close);
            }
            default -> throw new IllegalArgumentException(driver);
        };
    }

    @Override
    public void close() throws IOException {
        end.end();
    }
}
