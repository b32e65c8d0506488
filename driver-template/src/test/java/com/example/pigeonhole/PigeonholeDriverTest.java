package com.example.pigeonhole;

import com.isotoma.dboperator.driver.spi.Credentials;
import com.isotoma.dboperator.driver.spi.DatabaseTarget;
import com.isotoma.dboperator.driver.spi.DriverApi;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Owner;
import com.isotoma.dboperator.driver.spi.ServiceBinding;
import com.isotoma.dboperator.driver.spi.Settings;
import com.isotoma.dboperator.testkit.ApplicationSession;
import com.isotoma.dboperator.testkit.DriverContract;
import com.isotoma.dboperator.testkit.JudgedError;
import com.isotoma.dboperator.testkit.Trap;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The driver keeps the contract, on a real server. */
class PigeonholeDriverTest extends DriverContract {
    private static PigeonholeServer server;

    @BeforeAll
    static void startServer() throws IOException {
        server = new PigeonholeServer(0);
    }

    @AfterAll
    static void stopServer() throws IOException {
        server.close();
    }

    /** The server keeps what it is given and runs none of it. */
    @Override
    protected List<Trap> traps() {
        return List.of();
    }

    @Override
    protected DriverApi driver() {
        return new PigeonholeDriver(Duration.ofMillis(500));
    }

    @Override
    protected Duration patience() {
        return Duration.ofSeconds(5);
    }

    @Override
    protected DatabaseTarget target(Owner owner, String databaseName) {
        return new DatabaseTarget(
                owner,
                databaseName,
                "u" + Integer.toHexString(databaseName.hashCode()),
                new Settings("spec.connect", Map.of("host", "127.0.0.1", "port", server.port())),
                new Settings("spec.options", Map.of("keyspace", "blue")),
                new Credentials(PigeonholeServer.ADMIN, PigeonholeServer.ADMIN_PASSWORD));
    }

    @Override
    protected DatabaseTarget withWrongAdminPassword(DatabaseTarget target) {
        return new DatabaseTarget(
                target.owner(),
                target.databaseName(),
                target.username(),
                target.connect(),
                target.options(),
                new Credentials(PigeonholeServer.ADMIN, "The-Wrong-Secret"));
    }

    @Override
    protected DatabaseTarget withClosedPort(DatabaseTarget target) {
        try (var closedAtOnce = new ServerSocket(0)) {
            return withConnect(target, Map.of("port", closedAtOnce.getLocalPort()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    protected boolean canLogIn(DatabaseTarget target, String password) throws Exception {
        return canReach(target, password, target);
    }

    @Override
    protected boolean canReach(DatabaseTarget from, String password, DatabaseTarget to) throws Exception {
        return works(from.username(), password, Spec.place(to));
    }

    @Override
    protected boolean canConnect(ServiceBinding binding, String password) throws Exception {
        var uri = URI.create(binding.uri());
        if (uri.getPort() != binding.port()) {
            return false;
        }
        var account = uri.getRawUserInfo().split(":", 2);
        return works(
                decoded(account[0]),
                decoded(account[1]),
                decoded(uri.getRawPath().substring(1)));
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static boolean works(String username, String password, String place) throws InterruptedException {
        try (var connection = open(username, password, place)) {
            return Connection.isOk(connection.ask("ping"));
        } catch (DriverException e) {
            return false;
        }
    }

    private static Connection open(String username, String password, String place)
            throws DriverException, InterruptedException {
        var connection = new Connection("127.0.0.1", server.port(), Duration.ofSeconds(5));
        connection.logIn(new Credentials(username, password), place);
        return connection;
    }

    private static Connection application(DatabaseTarget target, String password) throws Exception {
        return open(target.username(), password, Spec.place(target));
    }

    @Override
    protected Optional<ApplicationSession> openSession(DatabaseTarget target, String password) throws Exception {
        var connection = application(target, password);
        return Optional.of(new ApplicationSession() {
            @Override
            public boolean works() {
                try {
                    return Connection.isOk(connection.ask("ping"));
                } catch (DriverException e) {
                    return false;
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return false;
                }
            }

            @Override
            public void close() {
                connection.close();
            }
        });
    }

    @Override
    protected void store(DatabaseTarget target, String password, List<String> texts) throws Exception {
        try (var connection = application(target, password)) {
            for (var text : texts) {
                connection.tell("add", text);
            }
        }
    }

    @Override
    protected List<String> stored(DatabaseTarget target, String password) throws Exception {
        var rows = new ArrayList<String>();
        try (var connection = application(target, password)) {
            connection.tell("export");
            for (var next = connection.receive(); !next.getFirst().equals("end"); next = connection.receive()) {
                rows.add(next.get(1));
            }
        }
        return rows;
    }

    @Override
    protected boolean databaseExists(DatabaseTarget target) throws Exception {
        return administer("database", Spec.place(target));
    }

    @Override
    protected boolean userExists(DatabaseTarget target) throws Exception {
        return administer("user", target.username());
    }

    private static boolean administer(String... request) throws Exception {
        try (var connection = open(PigeonholeServer.ADMIN, PigeonholeServer.ADMIN_PASSWORD, "")) {
            return Connection.isOk(connection.ask(request));
        }
    }

    @Override
    protected List<JudgedError> errors() {
        var target = target(owner, name);
        return List.of(
                judged("no way to the server", true, () -> driver().probe(withClosedPort(target))),
                judged("a wrong password", false, () -> driver().probe(withWrongAdminPassword(target))),
                judged("no such database", false, () -> driver().contents(target)));
    }

    private static JudgedError judged(String error, boolean passes, ThrowingCallable call) {
        return new JudgedError(error, passes, Map.of("its connection", failureOf(call)));
    }

    @Override
    protected List<String> awkwardNames() {
        return List.of(" ", " leading", "a b", "quote'\"`", "../..", "line\nbreak", "grün ☃ 😀", "x".repeat(64));
    }

    @Override
    protected void makeForeignDatabase(DatabaseTarget target) throws Exception {
        boolean unused = administer("set database", Spec.place(target), "somebody's", "somebody");
    }

    @Override
    protected void dropForeignDatabase(DatabaseTarget target) throws Exception {
        boolean unused = administer("drop database", Spec.place(target));
    }

    @Override
    protected void makeForeignUser(DatabaseTarget target) throws Exception {
        boolean unused = administer("set user", target.username(), "somebody's", "theirs");
    }

    @Override
    protected void dropForeignUser(DatabaseTarget target) throws Exception {
        boolean unused = administer("drop user", target.username());
    }

    @Override
    protected void loseDatabase(DatabaseTarget target) throws Exception {
        dropForeignDatabase(target);
    }
}
