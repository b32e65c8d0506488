package com.isotoma.dboperator.driver.mysql;

import com.isotoma.dboperator.driver.spi.BackupFormat;
import com.isotoma.dboperator.driver.spi.Contents;
import com.isotoma.dboperator.driver.spi.CreateRequest;
import com.isotoma.dboperator.driver.spi.Credentials;
import com.isotoma.dboperator.driver.spi.DatabaseTarget;
import com.isotoma.dboperator.driver.spi.DriverApi;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.DriverSettings;
import com.isotoma.dboperator.driver.spi.DumpReport;
import com.isotoma.dboperator.driver.spi.NamingRules;
import com.isotoma.dboperator.driver.spi.Permit;
import com.isotoma.dboperator.driver.spi.Presence;
import com.isotoma.dboperator.driver.spi.Reasons;
import com.isotoma.dboperator.driver.spi.ServerInfo;
import com.isotoma.dboperator.driver.spi.ServiceBinding;
import com.isotoma.dboperator.driver.spi.Warning;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Databases on MySQL and MariaDB. Needs an admin who may create databases and users and pass rights on; neither SUPER nor
 * anything else that managed services keep for themselves.
 */
abstract class MysqlFamilyDriver implements DriverApi {
    private final Flavour named;
    private final Tools tools;
    private final Permit permit;

    MysqlFamilyDriver(Flavour named, Tools tools, Permit permit) {
        this.named = named;
        this.tools = tools;
        this.permit = permit;
    }

    @Override
    public NamingRules naming() {
        return Names.RULES;
    }

    @Override
    public BackupFormat backupFormat() {
        return new BackupFormat("sql", "application/sql", named.clientProgram() + " DATABASE");
    }

    @Override
    public DriverSettings settings() {
        return new DriverSettings(Endpoint.KEYS, DatabaseOptions.KEYS);
    }

    @Override
    public void validate(DatabaseTarget target) throws DriverException {
        Endpoint.of(target.connect());
        DatabaseOptions.of(target.options());
        Names.validate(target);
    }

    @Override
    public ServerInfo probe(DatabaseTarget target) throws DriverException, InterruptedException {
        validate(target);
        return withoutStreams(connections -> {
            try (var session = admin(connections, target, Set.of())) {
                return new ServerIdentity(session).info();
            }
        });
    }

    @Override
    public List<Warning> warnings(DatabaseTarget target) throws DriverException, InterruptedException {
        validate(target);
        return withoutStreams(connections -> {
            try (var session = admin(connections, target, Set.of())) {
                return new Weaknesses(session, target, tools).found();
            }
        });
    }

    @Override
    public Presence presence(DatabaseTarget target) throws DriverException, InterruptedException {
        validate(target);
        return withoutStreams(connections -> {
            try (var session = admin(connections, target, Set.of())) {
                return new Presences(session, target).look();
            }
        });
    }

    @Override
    public ServiceBinding binding(DatabaseTarget target, String password) {
        try {
            return Bindings.of(named, Endpoint.of(target.connect()), target, password);
        } catch (DriverException e) {
            throw new IllegalArgumentException("validate() was not called, which says: " + e.getMessage(), e);
        }
    }

    @Override
    public ServerInfo create(CreateRequest request) throws DriverException, InterruptedException {
        var target = request.target();
        validate(target);
        var options = DatabaseOptions.of(target.options());
        return withoutStreams(connections -> {
            try (var session = admin(connections, target, Set.of(request.userPassword()))) {
                ServerLock.take(session, target.databaseName());
                permit.require();
                new Creation(session, connections, request, options).run();
                return new ServerIdentity(session).info();
            }
        });
    }

    @Override
    public DumpReport backup(DatabaseTarget target, OutputStream sink)
            throws DriverException, IOException, InterruptedException {
        validate(target);
        return Supervised.run(connections -> {
            ServerInfo server;
            Dump dump;
            Dump.Plan plan;
            Credentials reader;
            try (var session = admin(connections, target, Set.of())) {
                var flavour = session.version().flavour();
                tools.require(flavour, flavour.dumpProgram());
                Databases.requireOwned(session, target);
                server = new ServerIdentity(session).info();
                dump = new Dump(program(session, target), target.admin(), connections);
                plan = Dump.Plan.of(new Schema(session, target.databaseName()));
                reader = Reader.make(session, target.databaseName());
            }
            var dumped = Reader.use(connections, target, reader, login -> dump.writeTo(sink, plan, login));
            return new DumpReport(server, dumped.contents(), dumped.notes());
        });
    }

    private DumpProgram program(Session session, DatabaseTarget target) throws DriverException {
        return new DumpProgram(
                tools,
                session.version().flavour(),
                Endpoint.of(target.connect()),
                session.encrypted(),
                target.databaseName(),
                Databases.hasTablesWithoutTransactions(session, target.databaseName()));
    }

    @Override
    public void restore(DatabaseTarget target, InputStream source)
            throws DriverException, IOException, InterruptedException {
        validate(target);
        Supervised.run(connections -> {
            new Restoration(connections, tools, target).run(source);
            return true;
        });
    }

    @Override
    public OptionalLong estimatedDumpBytes(DatabaseTarget target) throws DriverException, InterruptedException {
        validate(target);
        return withoutStreams(connections -> {
            try (var session = admin(connections, target, Set.of())) {
                Databases.requireOwned(session, target);
                return OptionalLong.of(Databases.bytes(session, target.databaseName()));
            }
        });
    }

    @Override
    public boolean isEmpty(DatabaseTarget target) throws DriverException, InterruptedException {
        validate(target);
        return withoutStreams(connections -> {
            try (var session = admin(connections, target, Set.of())) {
                Databases.requireOwned(session, target);
                return Databases.isEmpty(session, target.databaseName());
            }
        });
    }

    @Override
    public Contents contents(DatabaseTarget target) throws DriverException, InterruptedException {
        validate(target);
        return withoutStreams(connections -> {
            var name = target.databaseName();
            List<String> tables;
            Credentials reader;
            try (var session = admin(connections, target, Set.of())) {
                Databases.requireOwned(session, target);
                tables = Databases.counted(session, name);
                reader = Reader.make(session, name);
            }
            return Reader.use(connections, target, reader, login -> {
                try (var session = Session.openQuietly(connections, Endpoint.of(target.connect()), login)) {
                    return Databases.contents(session, name, tables);
                }
            });
        });
    }

    @Override
    public void requireReplaceable(DatabaseTarget target) throws DriverException, InterruptedException {
        validate(target);
        withoutStreams(connections -> {
            try (var session = admin(connections, target, Set.of())) {
                Databases.requireOwned(session, target);
                new Movable(session, target.databaseName(), target.databaseName()).requireBeforehand();
                new Blockers(session, new Schema(session, target.databaseName()), target.username()).refusePrepared();
                return true;
            }
        });
    }

    @Override
    public void checkDump(InputStream source) throws DriverException, IOException {
        DumpBeginning.require(source);
    }

    @Override
    public void replace(DatabaseTarget target, DatabaseTarget replacement)
            throws DriverException, InterruptedException {
        validate(target);
        validate(replacement);
        withoutStreams(connections -> {
            try (var session = admin(connections, target, Set.of())) {
                ServerLock.take(session, target.databaseName());
                ServerLock.take(session, replacement.databaseName());
                permit.require();
                var flavour = session.version().flavour();
                tools.require(flavour, flavour.dumpProgram(), flavour.clientProgram());
                new Replacement(session, connections, Endpoint.of(target.connect()), tools, target, replacement).run();
                return true;
            }
        });
    }

    @Override
    public void drop(DatabaseTarget target) throws DriverException, InterruptedException {
        validate(target);
        withoutStreams(connections -> {
            try (var session = admin(connections, target, Set.of())) {
                ServerLock.take(session, target.databaseName());
                permit.require();
                new Removal(session, connections, tools, target).run();
                return true;
            }
        });
    }

    private static Session admin(Connections connections, DatabaseTarget target, Set<String> secrets)
            throws DriverException, InterruptedException {
        return Session.open(connections, Endpoint.of(target.connect()), target.admin(), secrets);
    }

    private static <T> T withoutStreams(Supervised.Work<T> work) throws DriverException, InterruptedException {
        try {
            return Supervised.run(work);
        } catch (IOException e) {
            throw DriverException.internal(
                    Reasons.INTERNAL_ERROR, "A local file could not be written: " + e.getMessage(), e);
        }
    }
}
