package com.isotoma.dboperator.testkit.memory;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The contract, kept by a driver without a mistake; and what {@link MistakesTest} gives one with a mistake to. */
class MemoryDriverTest extends DriverContract {
    /** The driver with a mistake, if this run is to show that it is noticed. */
    static final ThreadLocal<DriverApi> MISTAKEN = new ThreadLocal<>();

    private static MemoryServer server;

    private final DriverApi driver = Optional.ofNullable(MISTAKEN.get()).orElseGet(MemoryDriver::new);
    private final MemoryDriver rules = new MemoryDriver();

    @BeforeAll
    static void startServer() throws IOException {
        server = new MemoryServer();
    }

    @AfterAll
    static void stopServer() throws IOException {
        server.close();
    }

    /** For drivers with mistakes, since the memory server has no SQL. */
    @Override
    protected String initialSql(List<String> texts) {
        return "store " + String.join(";store ", texts);
    }

    @Override
    protected List<String> forbiddenSql(DatabaseTarget target) {
        return List.of("become the admin");
    }

    /** For drivers with mistakes likewise: everybody who gets in may do everything. */
    @Override
    protected boolean maySql(DatabaseTarget target, Credentials login, String statement) throws Exception {
        return canConnect(driver.binding(target, login), login.password());
    }

    @Override
    protected List<Trap> traps() {
        return List.of(new Trap(
                "row", (target, password) -> store(target, password, List.of(MemoryServer.CODE)), this::evaluate));
    }

    private void evaluate(DatabaseTarget target) throws DriverException {
        try (var connection = rules.connect(target)) {
            connection.logIn(target.admin(), "");
            assertThat(connection.ask("evaluate", rules.place(target))).containsExactly("ok");
        }
    }

    @Override
    protected String patternOfTexts() {
        return "rows";
    }

    @Override
    protected DriverApi driver() {
        return driver;
    }

    @Override
    protected Duration patience() {
        return Duration.ofSeconds(3);
    }

    @Override
    protected DatabaseTarget target(Owner owner, String databaseName) {
        return new DatabaseTarget(
                owner,
                databaseName,
                "u" + Integer.toHexString(databaseName.hashCode()),
                new Settings("spec.connect", Map.of("host", "127.0.0.1", "port", server.port())),
                new Settings("spec.options", Map.of(Spec.KEYSPACE, "blue")),
                new Credentials(MemoryServer.ADMIN, MemoryServer.ADMIN_PASSWORD));
    }

    @Override
    protected DatabaseTarget withWrongAdminPassword(DatabaseTarget target) {
        return new DatabaseTarget(
                target.owner(),
                target.databaseName(),
                target.username(),
                target.connect(),
                target.options(),
                new Credentials(MemoryServer.ADMIN, "The-Wrong-Secret"));
    }

    @Override
    protected DatabaseTarget withClosedPort(DatabaseTarget target) {
        try (var closedAtOnce = new ServerSocket(0)) {
            return withConnect(target, Map.of("port", closedAtOnce.getLocalPort()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Connection open(String username, String password, String place) throws DriverException {
        var connection = new Connection("127.0.0.1", server.port(), Duration.ofSeconds(5));
        connection.logIn(new Credentials(username, password), place);
        return connection;
    }

    private Connection application(DatabaseTarget target, String password) throws DriverException {
        return open(target.username(), password, rules.place(target));
    }

    private Connection admin() throws DriverException {
        return open(MemoryServer.ADMIN, MemoryServer.ADMIN_PASSWORD, "");
    }

    private static boolean succeeds(Connecting connecting) {
        try (var connection = connecting.open()) {
            return connection.ask("ping").getFirst().equals("ok");
        } catch (DriverException e) {
            return false;
        }
    }

    @FunctionalInterface
    private interface Connecting {
        Connection open() throws DriverException;
    }

    @Override
    protected boolean canLogIn(DatabaseTarget target, String password) {
        return succeeds(() -> application(target, password));
    }

    @Override
    protected boolean canReach(DatabaseTarget from, String password, DatabaseTarget to) {
        return succeeds(() -> open(from.username(), password, rules.place(to)));
    }

    @Override
    protected boolean canConnect(ServiceBinding binding, String password) {
        var uri = URI.create(binding.uri());
        var userInfo = uri.getRawUserInfo().split(":", 2);
        return succeeds(() -> {
            var connection = new Connection(uri.getHost(), uri.getPort(), Duration.ofSeconds(5));
            connection.logIn(
                    new Credentials(decoded(userInfo[0]), decoded(userInfo[1])),
                    decoded(uri.getRawPath().substring(1)));
            return connection;
        });
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    @Override
    protected Optional<ApplicationSession> openSession(DatabaseTarget target, String password) throws DriverException {
        var connection = application(target, password);
        return Optional.of(new ApplicationSession() {
            @Override
            public boolean works() {
                try {
                    return connection.ask("ping").getFirst().equals("ok");
                } catch (DriverException e) {
                    return false;
                }
            }

            @Override
            public void close() {
                try {
                    connection.close();
                } catch (DriverException e) {
                    throw new IllegalStateException(e);
                }
            }
        });
    }

    @Override
    protected void store(DatabaseTarget target, String password, List<String> texts) throws DriverException {
        try (var connection = application(target, password)) {
            for (var text : texts) {
                connection.ask("add", text);
            }
        }
    }

    @Override
    protected List<String> stored(DatabaseTarget target, String password) throws DriverException {
        try (var connection = application(target, password)) {
            connection.ask("export", rules.place(target));
            return connection.receiveUntil("end").stream()
                    .filter(message -> message.getFirst().equals("row"))
                    .map(message -> message.get(1))
                    .toList();
        }
    }

    @Override
    protected boolean databaseExists(DatabaseTarget target) throws DriverException {
        return isOk("database", rules.place(target));
    }

    @Override
    protected boolean userExists(DatabaseTarget target) throws DriverException {
        return isOk("user", target.username());
    }

    private boolean isOk(String... request) throws DriverException {
        try (var connection = admin()) {
            return connection.ask(request).getFirst().equals("ok");
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
    protected void makeForeignDatabase(DatabaseTarget target) throws DriverException {
        boolean unused = isOk("set database", rules.place(target), "somebody's", "somebody", "open");
    }

    @Override
    protected void dropForeignDatabase(DatabaseTarget target) throws DriverException {
        boolean unused = isOk("drop database", rules.place(target));
    }

    @Override
    protected void makeForeignUser(DatabaseTarget target) throws DriverException {
        boolean unused = isOk("set user", target.username(), "somebody's", "theirs");
    }

    @Override
    protected void dropForeignUser(DatabaseTarget target) throws DriverException {
        boolean unused = isOk("drop user", target.username());
    }

    @Override
    protected void loseDatabase(DatabaseTarget target) throws DriverException {
        dropForeignDatabase(target);
    }
}
