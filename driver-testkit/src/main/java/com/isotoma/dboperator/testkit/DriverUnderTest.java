package com.isotoma.dboperator.testkit;

import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.isotoma.dboperator.driver.spi.Capability;
import com.isotoma.dboperator.driver.spi.CreateRequest;
import com.isotoma.dboperator.driver.spi.Credentials;
import com.isotoma.dboperator.driver.spi.DatabaseTarget;
import com.isotoma.dboperator.driver.spi.DriverApi;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Owner;
import com.isotoma.dboperator.driver.spi.ServerInfo;
import com.isotoma.dboperator.driver.spi.ServiceBinding;
import com.isotoma.dboperator.driver.spi.Settings;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** How the tests of the contract reach a driver's server, and how they look into it as an application would. */
public abstract class DriverUnderTest {
    static final String PASSWORD = "FirstPassword0123456789";
    static final String ODD_PASSWORD = "a'b\"c\\d %41 $e@:/?#[]!&=+;`{}|<>~ü";
    static final String OTHER_PASSWORD = "OtherPassword0123456789";

    /** What the clusters of the contract's owners begin with, so that what an earlier run left can be told. */
    static final String CLUSTER = "contract-test-";

    protected final Owner owner = new Owner(CLUSTER + UUID.randomUUID(), "shop", "orders");
    protected final String name =
            "contract_" + UUID.randomUUID().toString().replace("-", "").substring(0, 12);

    protected abstract DriverApi driver();

    /** A target on the server under test, with valid admin credentials and a username made from the name. */
    protected abstract DatabaseTarget target(Owner owner, String databaseName);

    /** Whether the driver under test declares it. */
    final boolean can(Capability capability) {
        return driver().capabilities().contains(capability);
    }

    /** The same target with a wrong admin password. */
    protected abstract DatabaseTarget withWrongAdminPassword(DatabaseTarget target);

    /** The same target at a port where nothing listens. */
    protected abstract DatabaseTarget withClosedPort(DatabaseTarget target);

    /** Whether the application's user gets into its database with this password. */
    protected abstract boolean canLogIn(DatabaseTarget target, String password) throws Exception;

    /** Whether the user of {@code from} gets into the database of {@code to}. */
    protected abstract boolean canReach(DatabaseTarget from, String password, DatabaseTarget to) throws Exception;

    /** Stores texts in the database as its application would, creating what is needed for that. */
    protected abstract void store(DatabaseTarget target, String password, List<String> texts) throws Exception;

    /** The texts stored, in order. */
    protected abstract List<String> stored(DatabaseTarget target, String password) throws Exception;

    /** Whether the server has the database, asked as admin. */
    protected abstract boolean databaseExists(DatabaseTarget target) throws Exception;

    /** Whether the server has the application's user, asked as admin. */
    protected abstract boolean userExists(DatabaseTarget target) throws Exception;

    /**
     * Whether an application gets in with nothing but what the binding says: by its URI, and by its JDBC URL where there is
     * one, into the very database that they name. False when the server refuses it.
     *
     * @param password what stands in the URI; for the JDBC URL, which has none
     */
    protected abstract boolean canConnect(ServiceBinding binding, String password) throws Exception;

    /** Connects as the application, for good. Empty where the server knows no sessions, so that none can be ended. */
    protected abstract Optional<ApplicationSession> openSession(DatabaseTarget target, String password)
            throws Exception;

    /**
     * For drivers with {@link Capability#INITIAL_SQL}: statements that make what {@link #store} makes, with these texts in it.
     * No delimiter stands after the last one.
     */
    protected String initialSql(List<String> texts) {
        throw new UnsupportedOperationException("a driver with INITIAL_SQL gives statements here");
    }

    /** Likewise: SQL, each of which only the admin could run, or that reaches for the admin's rights. */
    protected List<String> forbiddenSql(DatabaseTarget target) {
        throw new UnsupportedOperationException("a driver with INITIAL_SQL gives statements here");
    }

    /** For drivers with {@link Capability#USERS}: runs a statement; false where the server lets this login not in, or not do it. */
    protected boolean maySql(DatabaseTarget target, Credentials login, String statement) throws Exception {
        throw new UnsupportedOperationException("a driver with USERS runs statements here");
    }

    /** For drivers with {@link Capability#PARTIAL_BACKUPS}: a pattern that matches the table of {@link #store} alone. */
    protected String patternOfTexts() {
        throw new UnsupportedOperationException("a driver with PARTIAL_BACKUPS gives a pattern here");
    }

    /** Stores one more text where {@link #store} has stored some, by nothing but an insertion. */
    protected void append(DatabaseTarget target, String password, String text) throws Exception {
        store(target, password, List.of(text));
    }

    /** How long a call on a server that has stopped answering may take, at the most. */
    protected Duration patience() {
        return Duration.ofMinutes(2);
    }

    /** The same for one that stops in the midst of a look at it; empty where the driver waits longer than a test can. */
    protected Optional<Duration> patienceMidway() {
        return Optional.of(patience());
    }

    /**
     * How much further each run gets that is cut off. More where another test of the same driver looks at each packet; that
     * one waits for the time-outs as well.
     */
    protected int packetsPerStep() {
        return 1;
    }

    /** The same target with settings that can only be a mistake, and that {@link DriverApi#validate} refuses. */
    protected List<DatabaseTarget> mistakes(DatabaseTarget target) {
        return List.of(
                withConnect(target, Map.of("port", 0)),
                withConnect(target, Map.of("port", 65_536)),
                withConnect(target, Map.of("port", "mysterious")),
                withConnect(target, Map.of("host", "")));
    }

    /**
     * Errors of the driver's servers: those that it knows, and one of each form that it does not. A driver that runs programs gives
     * what it makes of the same error when a program reports it.
     */
    protected abstract List<JudgedError> errors() throws Exception;

    /** What a call fails with, which has to fail. */
    protected static DriverException failureOf(ThrowingCallable call) {
        return catchThrowableOfType(DriverException.class, call);
    }

    /** Names that a hostile or careless user might give, each allowed by the server's own rules. */
    protected abstract List<String> awkwardNames();

    /** Makes a database of that name behind the driver's back. */
    protected abstract void makeForeignDatabase(DatabaseTarget target) throws Exception;

    /** Removes what {@link #makeForeignDatabase} made. */
    protected abstract void dropForeignDatabase(DatabaseTarget target) throws Exception;

    /** The same target, reached by another port of this machine. */
    protected DatabaseTarget atLocalPort(DatabaseTarget target, int port) {
        return withConnect(target, Map.of("host", "127.0.0.1", "port", port));
    }

    /** The same target with further or other keys in {@code spec.connect}. */
    protected static DatabaseTarget withConnect(DatabaseTarget target, Map<String, Object> changes) {
        return new DatabaseTarget(
                target.owner(),
                target.databaseName(),
                target.username(),
                changed(target.connect(), changes),
                target.options(),
                target.admin());
    }

    /** The same target with further or other keys in {@code spec.options}. */
    protected static DatabaseTarget withOptions(DatabaseTarget target, Map<String, Object> changes) {
        return new DatabaseTarget(
                target.owner(),
                target.databaseName(),
                target.username(),
                target.connect(),
                changed(target.options(), changes),
                target.admin());
    }

    private static Settings changed(Settings settings, Map<String, Object> changes) {
        var values = new HashMap<>(settings.values());
        values.putAll(changes);
        return new Settings(settings.path(), values);
    }

    final ServerInfo create(DatabaseTarget target, String password) throws Exception {
        driver().validate(target);
        return driver().create(new CreateRequest(target, password, false));
    }

    /** Drops it, as often as it takes until the server is done with what was cut off. */
    final void dropAtLast(DatabaseTarget target) {
        await().atMost(patience())
                .pollDelay(Duration.ZERO)
                .ignoreExceptionsMatching(DriverUnderTest::passes)
                .untilAsserted(() -> driver().drop(target));
    }

    private static boolean passes(Throwable thrown) {
        return thrown instanceof DriverException e && e.kind() == DriverException.Kind.UNAVAILABLE;
    }

    /** Where the server under test is. */
    static String host(DatabaseTarget target) throws DriverException {
        return target.connect().requiredText("host");
    }

    /** Where the server under test is. */
    static int port(DatabaseTarget target) throws DriverException {
        return target.connect().number("port", 1, 65_535).orElseThrow();
    }
}
