package com.isotoma.dboperator.demo.service;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** A real demo server on a free port of this machine, for the tests of both packages. */
public final class TestServer implements AutoCloseable {
    public static final String ADMIN = "admin";
    public static final String ADMIN_PASSWORD = "admin-p4ss:word ü";

    private final DemoServer server;

    private TestServer(DemoServer server) {
        this.server = server;
    }

    public static TestServer start(Path data) throws IOException {
        return new TestServer(
                DemoServer.start(new ServerOptions("127.0.0.1", 0, data, ADMIN, Optional.of(ADMIN_PASSWORD))));
    }

    public int port() {
        return server.port();
    }

    /** Cuts off everything at once, as a crash does. */
    public void kill() {
        server.kill();
    }

    @Override
    public void close() {
        server.close();
    }
}
