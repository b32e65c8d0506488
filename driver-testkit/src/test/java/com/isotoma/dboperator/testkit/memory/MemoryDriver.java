package com.isotoma.dboperator.testkit.memory;

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
import java.util.Set;

/** A driver that keeps the contract. Each step that can be done wrong is a method of its own. */
class MemoryDriver implements DriverApi {
    private static final NamingRules NAMING = new NamingRules(64, 64, Set.of("system"), Set.of("sys_"));

    /** How long a server may keep silent. */
    Duration limit() {
        return Duration.ofMillis(400);
    }

    @Override
    public NamingRules naming() {
        return NAMING;
    }

    @Override
    public BackupFormat backupFormat() {
        return new BackupFormat("txt", "text/plain");
    }

    @Override
    public DriverSettings settings() {
        return new DriverSettings(Spec.CONNECT, Spec.OPTIONS);
    }

    @Override
    public void validate(DatabaseTarget target) throws DriverException {
        Spec.check(target, NAMING);
    }

    /** What the database is called on the server, which the options have a part in. */
    String place(DatabaseTarget target) throws DriverException {
        return target.options().text(Spec.KEYSPACE).orElse("") + "/" + target.databaseName();
    }

    Connection connect(DatabaseTarget target) throws DriverException {
        return new Connection(Spec.host(target), Spec.port(target), limit());
    }

    @FunctionalInterface
    interface Work<T> {
        T with(Connection connection) throws DriverException, IOException, InterruptedException;
    }

    /** Works as the admin, in a way that interruption ends. */
    <T> T asking(DatabaseTarget target, Work<T> work) throws DriverException, IOException, InterruptedException {
        return Supervised.run(() -> {
            try (var connection = connect(target)) {
                connection.logIn(target.admin(), "");
                return work.with(connection);
            }
        });
    }

    /** The same for work that has no stream to fail. */
    final <T> T ask(DatabaseTarget target, Work<T> work) throws DriverException, InterruptedException {
        try {
            return asking(target, work);
        } catch (IOException e) {
            throw DriverException.internal(Reasons.INTERNAL_ERROR, "nothing is read or written here", e);
        }
    }

    ServerInfo info(Connection connection) throws DriverException {
        var answer = connection.ask("info");
        return new ServerInfo(answer.get(1), answer.get(2));
    }

    @Override
    public ServerInfo probe(DatabaseTarget target) throws DriverException, InterruptedException {
        return ask(target, this::info);
    }

    @Override
    public Presence presence(DatabaseTarget target) throws DriverException, InterruptedException {
        return ask(target, connection -> presence(connection, target));
    }

    Presence presence(Connection connection, DatabaseTarget target) throws DriverException {
        return new Presence(
                standing(connection.ask("database", place(target)), target),
                standing(connection.ask("user", target.username()), target));
    }

    Presence.Standing standing(List<String> answer, DatabaseTarget target) {
        if (!answer.getFirst().equals("ok")) {
            return new Presence.Absent();
        }
        return answer.get(1).equals(target.owner().mark())
                ? new Presence.Ours()
                : new Presence.Foreign(Owner.parse(answer.get(1)).orElse(null));
    }

    @Override
    public ServiceBinding binding(DatabaseTarget target, String password) {
        try {
            var uri = "memory://" + encoded(target.username()) + ":" + encoded(password) + "@" + Spec.host(target) + ":"
                    + Spec.port(target) + "/" + encoded(place(target));
            return new ServiceBinding("memory", "memory", Spec.host(target), Spec.port(target), uri, null)
                    .withEntry("place", place(target));
        } catch (DriverException e) {
            throw new IllegalArgumentException("validate comes before binding", e);
        }
    }

    String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public ServerInfo create(CreateRequest request) throws DriverException, InterruptedException {
        var target = request.target();
        return ask(target, connection -> {
            var found = presence(connection, target);
            requireAdoptable(found.database(), request);
            requireAdoptable(found.user(), request);
            make(connection, request);
            return info(connection);
        });
    }

    void requireAdoptable(Presence.Standing standing, CreateRequest request) throws DriverException {
        if (standing instanceof Presence.Foreign foreign && !request.mayAdopt(foreign.owner())) {
            throw conflict(request.target());
        }
    }

    /** Makes what is missing; user and database are there with their marks, or not at all. */
    void make(Connection connection, CreateRequest request) throws DriverException {
        var target = request.target();
        var mark = target.owner().mark();
        connection.ask("set user", target.username(), mark, request.userPassword());
        connection.ask("set database", place(target), mark, target.username(), "closed");
    }

    DriverException conflict(DatabaseTarget target) {
        return DriverException.user(
                Reasons.NAME_CONFLICT,
                "'" + target.databaseName() + "' or its user is somebody else's: choose another spec.name.");
    }

    /** Lets pass only a database that is there and this owner's. */
    void requireOurs(Connection connection, DatabaseTarget target) throws DriverException {
        switch (standing(connection.ask("database", place(target)), target)) {
            case Presence.Ours() -> {}
            case Presence.Absent() ->
                throw DriverException.user(
                        Reasons.DATABASE_MISSING, "'" + target.databaseName() + "' is not on the server any more.");
            case Presence.Foreign(var owner) -> throw conflict(target);
        }
    }

    @Override
    public DumpReport backup(DatabaseTarget target, OutputStream sink)
            throws DriverException, IOException, InterruptedException {
        return asking(target, connection -> {
            requireOurs(connection, target);
            var info = info(connection);
            return new DumpReport(info, export(connection, target, sink));
        });
    }

    Contents export(Connection connection, DatabaseTarget target, OutputStream sink)
            throws DriverException, IOException {
        var dump = new Dump(sink);
        dump.begin();
        connection.ask("export", place(target));
        for (var next = connection.receive(); !next.getFirst().equals("end"); next = connection.receive()) {
            dump.row(next.get(1));
        }
        dump.end();
        return contents(dump.rows());
    }

    Contents contents(long rows) {
        return Contents.of(rows == 0 ? Map.of() : Map.of("rows", rows));
    }

    @Override
    public void restore(DatabaseTarget target, InputStream source)
            throws DriverException, IOException, InterruptedException {
        var unused = asking(target, connection -> {
            requireOurs(connection, target);
            fill(connection, target, source);
            return true;
        });
    }

    void fill(Connection connection, DatabaseTarget target, InputStream source) throws DriverException, IOException {
        var rows = Dump.read(source);
        connection.send("import", place(target));
        for (var row : rows) {
            connection.send("row", row);
        }
        if (!connection.ask("commit", "").getFirst().equals("ok")) {
            throw DriverException.user(Reasons.NOT_EMPTY, "'" + target.databaseName() + "' is not empty.");
        }
    }

    @Override
    public boolean isEmpty(DatabaseTarget target) throws DriverException, InterruptedException {
        return ask(target, connection -> {
            requireOurs(connection, target);
            return count(connection, target) == 0;
        });
    }

    @Override
    public Contents contents(DatabaseTarget target) throws DriverException, InterruptedException {
        return ask(target, connection -> {
            requireOurs(connection, target);
            return contents(count(connection, target));
        });
    }

    long count(Connection connection, DatabaseTarget target) throws DriverException {
        return Long.parseLong(connection.ask("count", place(target)).get(1));
    }

    @Override
    public void replace(DatabaseTarget target, DatabaseTarget replacement)
            throws DriverException, InterruptedException {
        var unused = ask(target, connection -> {
            requireOurs(connection, target);
            if (!presence(connection, replacement).equals(Presence.NOTHING)) {
                requireNotForeign(connection, replacement);
                move(connection, target, replacement);
                connection.ask("drop user", replacement.username());
            }
            connection.ask("unlock", place(target));
            return true;
        });
    }

    void requireNotForeign(Connection connection, DatabaseTarget replacement) throws DriverException {
        if (presence(connection, replacement).hasForeign()) {
            throw conflict(replacement);
        }
    }

    void move(Connection connection, DatabaseTarget target, DatabaseTarget replacement) throws DriverException {
        connection.ask("lock", place(target));
        endSessions(connection, target);
        endSessions(connection, replacement);
        connection.ask("move", place(replacement), place(target));
    }

    void endSessions(Connection connection, DatabaseTarget target) throws DriverException {
        connection.ask("end sessions", place(target));
    }

    @Override
    public void drop(DatabaseTarget target) throws DriverException, InterruptedException {
        var unused = ask(target, connection -> {
            var found = presence(connection, target);
            if (found.database() instanceof Presence.Ours) {
                connection.ask("drop database", place(target));
            }
            if (found.user() instanceof Presence.Ours) {
                connection.ask("drop user", target.username());
            }
            return true;
        });
    }
}
