package com.isotoma.dboperator.driver.mysql;

import com.isotoma.dboperator.driver.spi.BackupFormat;
import com.isotoma.dboperator.driver.spi.Capability;
import com.isotoma.dboperator.driver.spi.Contents;
import com.isotoma.dboperator.driver.spi.CreateRequest;
import com.isotoma.dboperator.driver.spi.Credentials;
import com.isotoma.dboperator.driver.spi.DatabaseTarget;
import com.isotoma.dboperator.driver.spi.DriverApi;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.DriverSettings;
import com.isotoma.dboperator.driver.spi.DumpReport;
import com.isotoma.dboperator.driver.spi.Exclusions;
import com.isotoma.dboperator.driver.spi.InitialSql;
import com.isotoma.dboperator.driver.spi.NamingRules;
import com.isotoma.dboperator.driver.spi.Permit;
import com.isotoma.dboperator.driver.spi.Presence;
import com.isotoma.dboperator.driver.spi.RestoreReport;
import com.isotoma.dboperator.driver.spi.Rotation;
import com.isotoma.dboperator.driver.spi.ServerInfo;
import com.isotoma.dboperator.driver.spi.ServiceBinding;
import com.isotoma.dboperator.driver.spi.UserRequest;
import com.isotoma.dboperator.driver.spi.UserTarget;
import com.isotoma.dboperator.driver.spi.Warning;
import com.isotoma.dboperator.driver.sql.Interruptible;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.EnumSet;
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
        return new BackupFormat("sql", "application/sql", readWith(named.clientProgram()));
    }

    /** @param client of the server's flavour, which need not be the one that the driver is named after */
    static String readWith(String client) {
        return client + " DATABASE";
    }

    @Override
    public DriverSettings settings() {
        return new DriverSettings(Endpoint.KEYS, DatabaseOptions.KEYS, Endpoint.TLS.settings());
    }

    @Override
    public void validate(DatabaseTarget target) throws DriverException {
        Endpoint.of(target.connect());
        DatabaseOptions.of(target.options());
        Names.validate(target);
    }

    @Override
    public ServerInfo probe(DatabaseTarget target) throws DriverException, InterruptedException {
        return asAdmin(target, session -> new ServerIdentity(session).info());
    }

    @Override
    public List<Warning> warnings(DatabaseTarget target) throws DriverException, InterruptedException {
        return asAdmin(target, session -> new WarningsOperation(session, target, tools).run());
    }

    @Override
    public Presence presence(DatabaseTarget target) throws DriverException, InterruptedException {
        return asAdmin(target, session -> new PresenceOperation(session, target).run());
    }

    @Override
    public ServiceBinding binding(DatabaseTarget target, String password) {
        return binding(target, new Credentials(target.username(), password));
    }

    @Override
    public ServiceBinding binding(DatabaseTarget target, Credentials login) {
        try {
            return Bindings.of(named, Endpoint.of(target.connect()), target, login);
        } catch (DriverException e) {
            throw new IllegalArgumentException("validate() was not called, which says: " + e.getMessage(), e);
        }
    }

    @Override
    public ServerInfo create(CreateRequest request) throws DriverException, InterruptedException {
        var target = request.target();
        validate(target);
        return Interruptible.call(() -> {
            try (var session = Session.admin(target, Set.of(request.userPassword()))) {
                ServerLock.take(session, target.databaseName());
                permit.require();
                return new CreateOperation(session, request).run();
            }
        });
    }

    @Override
    public List<String> differences(DatabaseTarget target, Credentials login)
            throws DriverException, InterruptedException {
        return asAdmin(target, session -> new DriftOperation(session, target, login).run());
    }

    @Override
    public Set<Capability> capabilities() {
        return EnumSet.allOf(Capability.class);
    }

    @Override
    public void runInitialSql(InitialSql sql, InitialSql.Begun begun) throws DriverException, InterruptedException {
        validate(sql.target());
        permit.require();
        Interruptible.run(() -> InitialSqlOperation.run(sql, begun));
    }

    @Override
    public void beginRotation(Rotation rotation) throws DriverException, InterruptedException {
        var current = rotation.current();
        var next = rotation.next();
        rotate(
                rotation.target(),
                Set.of(current.password(), next.password()),
                (passwords, trial) -> passwords.begin(current, next, trial));
    }

    @Override
    public void endRotation(DatabaseTarget target, Credentials current) throws DriverException, InterruptedException {
        rotate(target, Set.of(current.password()), (passwords, trial) -> passwords.endFor(current.password(), trial));
    }

    private interface Rotating {
        void with(DualPassword passwords, Account.Trial trial) throws DriverException, InterruptedException;
    }

    private void rotate(DatabaseTarget target, Set<String> secrets, Rotating rotating)
            throws DriverException, InterruptedException {
        validate(target);
        Interruptible.run(() -> {
            try (var session = Session.admin(target, secrets)) {
                ServerLock.take(session, target.databaseName());
                permit.require();
                Databases.requireOwned(session, target);
                rotating.with(new DualPassword(session, target.username()), Connector.trial(target));
            }
        });
    }

    @Override
    public void ensureUser(UserRequest request) throws DriverException, InterruptedException {
        withUser(request.user(), UserOperation.secrets(request), operation -> operation.ensure(request));
    }

    @Override
    public void dropUser(UserTarget user) throws DriverException, InterruptedException {
        withUser(user, Set.of(), UserOperation::drop);
    }

    private interface UserWork {
        void with(UserOperation operation) throws DriverException, InterruptedException;
    }

    private void withUser(UserTarget user, Set<String> secrets, UserWork work)
            throws DriverException, InterruptedException {
        var target = user.database();
        validate(target);
        Names.validate(user);
        Interruptible.run(() -> {
            try (var session = Session.admin(target, secrets)) {
                ServerLock.take(session, target.databaseName());
                permit.require();
                work.with(new UserOperation(session, user));
            }
        });
    }

    @Override
    public DumpReport backup(DatabaseTarget target, OutputStream sink)
            throws DriverException, IOException, InterruptedException {
        validate(target);
        return Interruptible.callWithStream(() -> new BackupOperation(target, Exclusions.NONE, tools).run(sink));
    }

    @Override
    public DumpReport backupPart(DatabaseTarget target, Exclusions exclusions, OutputStream sink)
            throws DriverException, IOException, InterruptedException {
        validate(target);
        return Interruptible.callWithStream(() -> new BackupOperation(target, exclusions, tools).run(sink));
    }

    @Override
    public void restore(DatabaseTarget target, InputStream source)
            throws DriverException, IOException, InterruptedException {
        var unused = restoreReporting(target, source);
    }

    @Override
    public RestoreReport restoreReporting(DatabaseTarget target, InputStream source)
            throws DriverException, IOException, InterruptedException {
        validate(target);
        return Interruptible.callWithStream(() -> new RestoreOperation(target, tools).run(source));
    }

    @Override
    public OptionalLong estimatedDumpBytes(DatabaseTarget target) throws DriverException, InterruptedException {
        validate(target);
        return OptionalLong.of(Interruptible.call(() -> new InspectOperation(target).bytes()));
    }

    @Override
    public boolean isEmpty(DatabaseTarget target) throws DriverException, InterruptedException {
        validate(target);
        return Interruptible.call(() -> new InspectOperation(target).isEmpty());
    }

    @Override
    public Contents contents(DatabaseTarget target) throws DriverException, InterruptedException {
        validate(target);
        return Interruptible.call(() -> new InspectOperation(target).contents());
    }

    @Override
    public void requireReplaceable(DatabaseTarget target) throws DriverException, InterruptedException {
        var unused = asAdmin(target, session -> {
            Databases.requireOwned(session, target);
            new Movable(session, target.databaseName(), target.databaseName()).requireBeforehand();
            new Blockers(session, new Schema(session, target.databaseName()), target.username()).refusePrepared();
            return true;
        });
    }

    @Override
    public void checkDump(InputStream source) throws DriverException, IOException {
        DumpBeginning.require(source);
    }

    @Override
    public void replace(DatabaseTarget target, DatabaseTarget replacement)
            throws DriverException, InterruptedException {
        validate(replacement);
        var unused = asAdmin(target, session -> {
            ServerLock.take(session, target.databaseName());
            ServerLock.take(session, replacement.databaseName());
            permit.require();
            new ReplaceOperation(session, Endpoint.of(target.connect()), tools, target, replacement).run();
            return true;
        });
    }

    @Override
    public void drop(DatabaseTarget target) throws DriverException, InterruptedException {
        var unused = asAdmin(target, session -> {
            ServerLock.take(session, target.databaseName());
            permit.require();
            new DropOperation(session, tools, target).run();
            return true;
        });
    }

    private interface Work<T> {
        T with(Session session) throws DriverException, IOException, InterruptedException;
    }

    private <T> T asAdmin(DatabaseTarget target, Work<T> work) throws DriverException, InterruptedException {
        validate(target);
        return Interruptible.call(() -> {
            try (var session = Session.admin(target)) {
                return work.with(session);
            }
        });
    }
}
