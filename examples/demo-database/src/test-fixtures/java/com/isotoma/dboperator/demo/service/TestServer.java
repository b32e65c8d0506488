package com.isotoma.dboperator.demo.service;

import com.isotoma.dboperator.demo.service.http.Route;
import com.isotoma.dboperator.demo.service.replication.Membership;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A real demo server on a free port of this machine, for the tests of all packages. */
public final class TestServer implements AutoCloseable {
    public static final String ADMIN = "admin";
    public static final String ADMIN_PASSWORD = "admin-p4ss:word ü";

    private final DemoServer server;

    private TestServer(DemoServer server) {
        this.server = server;
    }

    /** A server that is alone. */
    public static TestServer start(Path data) throws IOException {
        return start(data, new Membership.Leader("alone"));
    }

    /** A member that follows the one at a port of this machine. */
    public static TestServer follower(Path data, String name, int leader) throws IOException {
        return start(data, new Membership.Follower(name, () -> URI.create("http://127.0.0.1:" + leader)));
    }

    private static TestServer start(Path data, Membership membership) throws IOException {
        return new TestServer(DemoServer.start(
                new ServerOptions("127.0.0.1", 0, data, ADMIN, Optional.of(ADMIN_PASSWORD), membership)));
    }

    public int port() {
        return server.port();
    }

    List<Route> routes() {
        return server.routes();
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
