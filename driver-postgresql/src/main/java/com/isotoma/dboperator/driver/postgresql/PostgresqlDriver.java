package com.isotoma.dboperator.driver.postgresql;

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

/** The driver; each operation is a class of its own. */
public final class PostgresqlDriver implements DriverApi {
    private final Tools tools;
    private final Permit permit;
    private final UntrustedExtensions untrusted;

    /** Takes {@code pg_dump} and {@code pg_restore} from the PATH. */
    public PostgresqlDriver() {
        this(Tools.onPath());
    }

    /** The same in a run, which may be told to stop. */
    public PostgresqlDriver(Permit permit) {
        this(Tools.onPath(), permit, UntrustedExtensions.of(System.getenv()));
    }

    PostgresqlDriver(Tools tools) {
        this(tools, Permit.ALWAYS, UntrustedExtensions.of(System.getenv()));
    }

    PostgresqlDriver(Tools tools, Permit permit, UntrustedExtensions untrusted) {
        this.tools = tools;
        this.permit = permit;
        this.untrusted = untrusted;
    }

    @Override
    public NamingRules naming() {
        return Names.RULES;
    }

    @Override
    public BackupFormat backupFormat() {
        return new BackupFormat(
                "dump", "application/vnd.postgresql.custom-archive", "pg_restore --no-owner --dbname=DATABASE");
    }

    @Override
    public DriverSettings settings() {
        return new DriverSettings(Endpoint.KEYS, DatabaseOptions.KEYS, Endpoint.TLS.settings());
    }

    @Override
    public void validate(DatabaseTarget target) throws DriverException {
        var endpoint = Endpoint.of(target.connect());
        DatabaseOptions.of(target.options());
        Names.check(target, endpoint);
    }

    @Override
    public ServerInfo probe(DatabaseTarget target) throws DriverException, InterruptedException {
        return Interruptible.call(() -> {
            try (var connector = Connector.to(target);
                    var session = connector.maintenance()) {
                session.requireSupportedVersion();
                return session.info();
            }
        });
    }

    @Override
    public List<Warning> warnings(DatabaseTarget target) throws DriverException, InterruptedException {
        return Interruptible.call(() -> new WarningsOperation(target).run());
    }

    @Override
    public void requireReplaceable(DatabaseTarget target) throws DriverException, InterruptedException {
        Interruptible.run(() -> new ReplaceOperation(target, target, permit).look());
    }

    @Override
    public Presence presence(DatabaseTarget target) throws DriverException, InterruptedException {
        return Interruptible.call(() -> new PresenceOperation(target).run());
    }

    @Override
    public List<String> logins(DatabaseTarget target) {
        return Logins.of(target).names();
    }

    @Override
    public ServiceBinding binding(DatabaseTarget target, String password) {
        return binding(target, new Credentials(Logins.of(target).first(), password));
    }

    @Override
    public ServiceBinding binding(DatabaseTarget target, Credentials login) {
        try {
            return Bindings.of(Endpoint.of(target.connect()), target, login);
        } catch (DriverException e) {
            throw new IllegalArgumentException("validate() comes before binding()", e);
        }
    }

    @Override
    public ServerInfo create(CreateRequest request) throws DriverException, InterruptedException {
        return Interruptible.call(() -> new CreateOperation(request, permit, untrusted).run());
    }

    @Override
    public List<String> differences(DatabaseTarget target, Credentials login)
            throws DriverException, InterruptedException {
        return Interruptible.call(() -> new DriftOperation(target, login).run());
    }

    @Override
    public Set<Capability> capabilities() {
        return EnumSet.allOf(Capability.class);
    }

    @Override
    public void runInitialSql(InitialSql sql, InitialSql.Begun begun) throws DriverException, InterruptedException {
        permit.require();
        Interruptible.run(() -> InitialSqlOperation.run(sql, begun));
    }

    @Override
    public InitialSql.State initialSqlState(DatabaseTarget target, String token)
            throws DriverException, InterruptedException {
        return Interruptible.call(() -> InitialSqlOperation.state(target, token));
    }

    @Override
    public void beginRotation(Rotation rotation) throws DriverException, InterruptedException {
        Interruptible.run(() -> new RotationOperation(rotation.target(), permit).begin(rotation));
    }

    @Override
    public void endRotation(DatabaseTarget target, Credentials current) throws DriverException, InterruptedException {
        Interruptible.run(() -> new RotationOperation(target, permit).end(current));
    }

    @Override
    public List<String> logins(UserTarget user) {
        return Logins.of(user).names();
    }

    @Override
    public void ensureUser(UserRequest request) throws DriverException, InterruptedException {
        Interruptible.run(() -> new UserOperation(request.user(), permit).ensure(request));
    }

    @Override
    public void dropUser(UserTarget user) throws DriverException, InterruptedException {
        Interruptible.run(() -> new UserOperation(user, permit).drop());
    }

    @Override
    public DumpReport backup(DatabaseTarget target, OutputStream sink)
            throws DriverException, IOException, InterruptedException {
        return Interruptible.callWithStream(() -> new BackupOperation(target, Exclusions.NONE, tools).run(sink));
    }

    @Override
    public DumpReport backupPart(DatabaseTarget target, Exclusions exclusions, OutputStream sink)
            throws DriverException, IOException, InterruptedException {
        return Interruptible.callWithStream(() -> new BackupOperation(target, exclusions, tools).run(sink));
    }

    @Override
    public OptionalLong estimatedDumpBytes(DatabaseTarget target) throws DriverException, InterruptedException {
        return OptionalLong.of(Interruptible.call(() -> new InspectOperation(target).bytes()));
    }

    @Override
    public void restore(DatabaseTarget target, InputStream source)
            throws DriverException, IOException, InterruptedException {
        var unused = restoreReporting(target, source);
    }

    @Override
    public RestoreReport restoreReporting(DatabaseTarget target, InputStream source)
            throws DriverException, IOException, InterruptedException {
        return Interruptible.callWithStream(() -> new RestoreOperation(target, tools).run(source));
    }

    @Override
    public void checkDump(InputStream source) throws DriverException, IOException {
        var unused = RestoreArchive.begin(source);
    }

    @Override
    public boolean isEmpty(DatabaseTarget target) throws DriverException, InterruptedException {
        return Interruptible.call(() -> new InspectOperation(target).isEmpty());
    }

    @Override
    public Contents contents(DatabaseTarget target) throws DriverException, InterruptedException {
        return Interruptible.call(() -> new InspectOperation(target).contents());
    }

    @Override
    public void replace(DatabaseTarget target, DatabaseTarget replacement)
            throws DriverException, InterruptedException {
        Interruptible.run(() -> new ReplaceOperation(target, replacement, permit).run());
    }

    @Override
    public void drop(DatabaseTarget target) throws DriverException, InterruptedException {
        Interruptible.run(() -> new DropOperation(target, permit).run());
    }
}
