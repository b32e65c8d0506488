package com.example.pigeonhole;

import com.isotoma.dboperator.driver.spi.BackupFormat;
import com.isotoma.dboperator.driver.spi.Contents;
import com.isotoma.dboperator.driver.spi.CreateRequest;
import com.isotoma.dboperator.driver.spi.DatabaseTarget;
import com.isotoma.dboperator.driver.spi.DriverApi;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.DriverSettings;
import com.isotoma.dboperator.driver.spi.DumpReport;
import com.isotoma.dboperator.driver.spi.NamingRules;
import com.isotoma.dboperator.driver.spi.Owner;
import com.isotoma.dboperator.driver.spi.Presence;
import com.isotoma.dboperator.driver.spi.Reasons;
import com.isotoma.dboperator.driver.spi.ServerInfo;
import com.isotoma.dboperator.driver.spi.ServiceBinding;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Databases of a Pigeonhole server. It keeps a text with each user and each database, which is where the mark goes. */
public final class PigeonholeDriver implements DriverApi {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final Duration limit;

    public PigeonholeDriver() {
        this(LIMIT);
    }

    /** @param limit how long the server may keep silent */
    PigeonholeDriver(Duration limit) {
        this.limit = limit;
    }

    @Override
    public NamingRules naming() {
        return Spec.NAMING;
    }

    @Override
    public BackupFormat backupFormat() {
        return new BackupFormat("pigeons", "text/plain");
    }

    @Override
    public DriverSettings settings() {
        return new DriverSettings(Spec.CONNECT, Spec.OPTIONS);
    }

    @Override
    public void validate(DatabaseTarget target) throws DriverException {
        Spec.check(target);
    }

    private Connection connect(DatabaseTarget target) throws DriverException, InterruptedException {
        var connection = new Connection(Spec.host(target.connect()), Spec.port(target.connect()), limit);
        try {
            connection.logIn(target.admin(), "");
            return connection;
        } catch (DriverException | InterruptedException e) {
            connection.close();
            throw e;
        }
    }

    private static ServerInfo info(Connection connection) throws DriverException, InterruptedException {
        var answer = connection.ask("info");
        return new ServerInfo(answer.get(1), answer.get(2));
    }

    @Override
    public ServerInfo probe(DatabaseTarget target) throws DriverException, InterruptedException {
        try (var connection = connect(target)) {
            return info(connection);
        }
    }

    @Override
    public Presence presence(DatabaseTarget target) throws DriverException, InterruptedException {
        try (var connection = connect(target)) {
            return presence(connection, target);
        }
    }

    private static Presence presence(Connection connection, DatabaseTarget target)
            throws DriverException, InterruptedException {
        return new Presence(
                standing(connection.ask("database", Spec.place(target)), target),
                standing(connection.ask("user", target.username()), target));
    }

    private static Presence.Standing standing(List<String> answer, DatabaseTarget target) {
        if (!Connection.isOk(answer)) {
            return new Presence.Absent();
        }
        var mark = answer.get(1);
        return mark.equals(target.owner().mark())
                ? new Presence.Ours()
                : new Presence.Foreign(Owner.parse(mark).orElse(null));
    }

    @Override
    public ServiceBinding binding(DatabaseTarget target, String password) {
        try {
            var host = Spec.host(target.connect());
            int port = Spec.port(target.connect());
            var authority = (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
            var uri = "pigeonhole://" + encoded(target.username()) + ":" + encoded(password) + "@" + authority + "/"
                    + encoded(Spec.place(target));
            return new ServiceBinding("pigeonhole", "pigeonhole", host, port, uri, null)
                    .withEntry("keyspace", Spec.keyspace(target.options()));
        } catch (DriverException e) {
            throw new IllegalArgumentException("validate comes before binding", e);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Override
    public ServerInfo create(CreateRequest request) throws DriverException, InterruptedException {
        var target = request.target();
        var mark = target.owner().mark();
        try (var connection = connect(target)) {
            var found = presence(connection, target);
            requireAdoptable(found.database(), request);
            requireAdoptable(found.user(), request);
            // Each is made with its mark, in one step: a run that is cut off here knows its own half again.
            connection.tell("set user", target.username(), mark, request.userPassword());
            connection.tell("set database", Spec.place(target), mark, target.username());
            return info(connection);
        }
    }

    private static void requireAdoptable(Presence.Standing standing, CreateRequest request) throws DriverException {
        if (standing instanceof Presence.Foreign foreign && !request.mayAdopt(foreign.owner())) {
            throw conflict(request.target());
        }
    }

    private static DriverException conflict(DatabaseTarget target) {
        return DriverException.user(
                Reasons.NAME_CONFLICT,
                "The database '" + target.databaseName() + "' or its user '" + target.username()
                        + "' is on the server and not this Database's: choose another spec.name.");
    }

    /** Lets pass only a database that is there and this owner's. */
    private static void requireOurs(Connection connection, DatabaseTarget target)
            throws DriverException, InterruptedException {
        switch (standing(connection.ask("database", Spec.place(target)), target)) {
            case Presence.Ours() -> {}
            case Presence.Absent() -> throw missing(target);
            case Presence.Foreign(var owner) -> throw conflict(target);
        }
    }

    private static DriverException missing(DatabaseTarget target) {
        return DriverException.user(
                Reasons.DATABASE_MISSING,
                "The database '" + target.databaseName() + "' is not on the server any more.");
    }

    @Override
    public DumpReport backup(DatabaseTarget target, OutputStream sink)
            throws DriverException, IOException, InterruptedException {
        try (var connection = connect(target)) {
            requireOurs(connection, target);
            var info = info(connection);
            var dump = new DumpWriter(sink);
            if (!Connection.isOk(connection.ask("export", Spec.place(target)))) {
                throw missing(target);
            }
            // The server sends a last message after the rows. Without it, receive() ends with the lost connection.
            for (var next = connection.receive(); !next.getFirst().equals("end"); next = connection.receive()) {
                dump.row(next.get(1));
            }
            dump.end();
            return new DumpReport(info, contents(dump.rows()));
        }
    }

    private static Contents contents(long rows) {
        return Contents.of(rows == 0 ? Map.of() : Map.of("rows", rows));
    }

    @Override
    public void restore(DatabaseTarget target, InputStream source)
            throws DriverException, IOException, InterruptedException {
        try (var connection = connect(target)) {
            requireOurs(connection, target);
            var dump = new DumpReader(source);
            connection.send("import", Spec.place(target));
            for (var row = dump.next(); row.isPresent(); row = dump.next()) {
                connection.send("row", row.get());
            }
            // Reached with a whole dump only. Before it, the server takes nothing.
            if (!Connection.isOk(connection.ask("commit"))) {
                throw DriverException.user(
                        Reasons.NOT_EMPTY,
                        "The database '" + target.databaseName() + "' is not empty: empty it first.");
            }
        }
    }

    @Override
    public void checkDump(InputStream source) throws DriverException, IOException {
        var unused = new DumpReader(source);
    }

    @Override
    public boolean isEmpty(DatabaseTarget target) throws DriverException, InterruptedException {
        return contents(target).rows().isEmpty();
    }

    @Override
    public Contents contents(DatabaseTarget target) throws DriverException, InterruptedException {
        try (var connection = connect(target)) {
            requireOurs(connection, target);
            var answer = connection.ask("count", Spec.place(target));
            if (!Connection.isOk(answer)) {
                throw missing(target);
            }
            return contents(Long.parseLong(answer.get(1)));
        }
    }

    @Override
    public void replace(DatabaseTarget target, DatabaseTarget replacement)
            throws DriverException, InterruptedException {
        try (var connection = connect(target)) {
            requireOurs(connection, target);
            if (presence(connection, replacement).hasForeign()) {
                throw conflict(replacement);
            }
            // One step on the server, which ends the sessions of both. Made before, it finds nothing to move.
            connection.tell("move", Spec.place(replacement), Spec.place(target));
            connection.tell("drop user", replacement.username());
        }
    }

    @Override
    public void drop(DatabaseTarget target) throws DriverException, InterruptedException {
        try (var connection = connect(target)) {
            var found = presence(connection, target);
            if (found.database() instanceof Presence.Ours) {
                connection.tell("drop database", Spec.place(target));
            }
            if (found.user() instanceof Presence.Ours) {
                connection.tell("drop user", target.username());
            }
        }
    }
}
