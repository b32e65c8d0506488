package com.isotoma.dboperator.testsupport;

import com.isotoma.dboperator.driver.spi.CreateRequest;
import com.isotoma.dboperator.driver.spi.DatabaseTarget;
import com.isotoma.dboperator.driver.spi.DriverApi;
import com.isotoma.dboperator.driver.spi.Owner;
import com.isotoma.dboperator.driver.spi.ServerInfo;
import com.isotoma.dboperator.driver.spi.Settings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** How the tests of the contract reach a driver's server, and how they look into it as an application would. */
public abstract class DriverUnderTest {
    static final String PASSWORD = "FirstPassword0123456789";
    static final String OTHER_PASSWORD = "OtherPassword0123456789";

    protected final Owner owner = new Owner("cluster-" + UUID.randomUUID(), "shop", "orders");
    protected final String name =
            "contract_" + UUID.randomUUID().toString().replace("-", "").substring(0, 12);

    protected abstract DriverApi driver();

    /** A target on the server under test, with valid admin credentials and a username made from the name. */
    protected abstract DatabaseTarget target(Owner owner, String databaseName);

    /** The same target with a wrong admin password. */
    protected abstract DatabaseTarget withWrongAdminPassword(DatabaseTarget target);

    /** The same target at a port where nothing listens. */
    protected abstract DatabaseTarget withClosedPort(DatabaseTarget target);

    /** Whether the application's user gets into its database with this password. */
    protected abstract boolean canLogIn(DatabaseTarget target, String password);

    /** Whether the user of {@code from} gets into the database of {@code to}. */
    protected abstract boolean canReach(DatabaseTarget from, String password, DatabaseTarget to);

    /** Stores texts in the database as its application would, creating what is needed for that. */
    protected abstract void store(DatabaseTarget target, String password, List<String> texts) throws Exception;

    /** The texts stored, in order. */
    protected abstract List<String> stored(DatabaseTarget target, String password) throws Exception;

    /** Whether the server has the database, asked as admin. */
    protected abstract boolean databaseExists(DatabaseTarget target) throws Exception;

    /** Whether the server has the application's user, asked as admin. */
    protected abstract boolean userExists(DatabaseTarget target) throws Exception;

    /** Names that a hostile or careless user might give, each allowed by the server's own rules. */
    protected abstract List<String> awkwardNames();

    /** Makes a database of that name behind the driver's back. */
    protected abstract void makeForeignDatabase(DatabaseTarget target) throws Exception;

    /** Removes what {@link #makeForeignDatabase} made. */
    protected abstract void dropForeignDatabase(DatabaseTarget target) throws Exception;

    /** The same target, reached by another port of this machine. */
    protected DatabaseTarget atLocalPort(DatabaseTarget target, int port) {
        var connect = new HashMap<>(target.connect().values());
        connect.putAll(Map.of("host", "127.0.0.1", "port", port));
        return new DatabaseTarget(
                target.owner(),
                target.databaseName(),
                target.username(),
                new Settings(target.connect().path(), connect),
                target.options(),
                target.admin());
    }

    final ServerInfo create(DatabaseTarget target, String password) throws Exception {
        driver().validate(target);
        return driver().create(new CreateRequest(target, password, false));
    }
}
