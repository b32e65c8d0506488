package com.isotoma.dboperator.driver.container;

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
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/** A driver that is let at its server only while the run is permitted to work. */
record PermittedDriver(DriverApi driver, Permit permit) implements DriverApi {
    @Override
    public NamingRules naming() {
        return driver.naming();
    }

    @Override
    public BackupFormat backupFormat() {
        return driver.backupFormat();
    }

    @Override
    public DriverSettings settings() {
        return driver.settings();
    }

    @Override
    public Set<Capability> capabilities() {
        return driver.capabilities();
    }

    @Override
    public void validate(DatabaseTarget target) throws DriverException {
        driver.validate(target);
    }

    @Override
    public ServiceBinding binding(DatabaseTarget target, String password) {
        return driver.binding(target, password);
    }

    @Override
    public ServiceBinding binding(DatabaseTarget target, Credentials login) {
        return driver.binding(target, login);
    }

    @Override
    public List<String> logins(DatabaseTarget target) {
        return driver.logins(target);
    }

    @Override
    public ServerInfo probe(DatabaseTarget target) throws DriverException, InterruptedException {
        permit.require();
        return driver.probe(target);
    }

    @Override
    public List<Warning> warnings(DatabaseTarget target) throws DriverException, InterruptedException {
        permit.require();
        return driver.warnings(target);
    }

    @Override
    public Presence presence(DatabaseTarget target) throws DriverException, InterruptedException {
        permit.require();
        return driver.presence(target);
    }

    @Override
    public List<String> differences(DatabaseTarget target, Credentials login)
            throws DriverException, InterruptedException {
        permit.require();
        return driver.differences(target, login);
    }

    @Override
    public ServerInfo create(CreateRequest request) throws DriverException, InterruptedException {
        permit.require();
        return driver.create(request);
    }

    @Override
    public void runInitialSql(InitialSql sql, InitialSql.Begun begun) throws DriverException, InterruptedException {
        permit.require();
        driver.runInitialSql(sql, begun);
    }

    @Override
    public InitialSql.State initialSqlState(DatabaseTarget target, String token)
            throws DriverException, InterruptedException {
        permit.require();
        return driver.initialSqlState(target, token);
    }

    @Override
    public List<String> logins(UserTarget user) {
        return driver.logins(user);
    }

    @Override
    public void ensureUser(UserRequest request) throws DriverException, InterruptedException {
        permit.require();
        driver.ensureUser(request);
    }

    @Override
    public void dropUser(UserTarget user) throws DriverException, InterruptedException {
        permit.require();
        driver.dropUser(user);
    }

    @Override
    public void beginRotation(Rotation rotation) throws DriverException, InterruptedException {
        permit.require();
        driver.beginRotation(rotation);
    }

    @Override
    public void endRotation(DatabaseTarget target, Credentials current) throws DriverException, InterruptedException {
        permit.require();
        driver.endRotation(target, current);
    }

    @Override
    public DumpReport backup(DatabaseTarget target, OutputStream sink)
            throws DriverException, IOException, InterruptedException {
        permit.require();
        return driver.backup(target, sink);
    }

    @Override
    public DumpReport backupPart(DatabaseTarget target, Exclusions exclusions, OutputStream sink)
            throws DriverException, IOException, InterruptedException {
        permit.require();
        return driver.backupPart(target, exclusions, sink);
    }

    @Override
    public OptionalLong estimatedDumpBytes(DatabaseTarget target) throws DriverException, InterruptedException {
        permit.require();
        return driver.estimatedDumpBytes(target);
    }

    @Override
    public void restore(DatabaseTarget target, InputStream source)
            throws DriverException, IOException, InterruptedException {
        permit.require();
        driver.restore(target, source);
    }

    @Override
    public RestoreReport restoreReporting(DatabaseTarget target, InputStream source)
            throws DriverException, IOException, InterruptedException {
        permit.require();
        return driver.restoreReporting(target, source);
    }

    @Override
    public void checkDump(InputStream source) throws DriverException, IOException, InterruptedException {
        driver.checkDump(source);
    }

    @Override
    public boolean isEmpty(DatabaseTarget target) throws DriverException, InterruptedException {
        permit.require();
        return driver.isEmpty(target);
    }

    @Override
    public Contents contents(DatabaseTarget target) throws DriverException, InterruptedException {
        permit.require();
        return driver.contents(target);
    }

    @Override
    public void requireReplaceable(DatabaseTarget target) throws DriverException, InterruptedException {
        permit.require();
        driver.requireReplaceable(target);
    }

    @Override
    public void replace(DatabaseTarget target, DatabaseTarget replacement)
            throws DriverException, InterruptedException {
        permit.require();
        driver.replace(target, replacement);
    }

    @Override
    public void drop(DatabaseTarget target) throws DriverException, InterruptedException {
        permit.require();
        driver.drop(target);
    }
}
