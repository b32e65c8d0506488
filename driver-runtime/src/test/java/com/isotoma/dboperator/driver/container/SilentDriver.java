package com.isotoma.dboperator.driver.container;

import com.isotoma.dboperator.driver.spi.BackupFormat;
import com.isotoma.dboperator.driver.spi.Contents;
import com.isotoma.dboperator.driver.spi.CreateRequest;
import com.isotoma.dboperator.driver.spi.DatabaseTarget;
import com.isotoma.dboperator.driver.spi.DriverApi;
import com.isotoma.dboperator.driver.spi.DriverSettings;
import com.isotoma.dboperator.driver.spi.DumpReport;
import com.isotoma.dboperator.driver.spi.NamingRules;
import com.isotoma.dboperator.driver.spi.Presence;
import com.isotoma.dboperator.driver.spi.ServerInfo;
import com.isotoma.dboperator.driver.spi.ServiceBinding;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;

/** A driver of a server that does nothing. */
final class SilentDriver implements DriverApi {
    private static final ServerInfo SERVER = new ServerInfo("Silence 1");

    @Override
    public NamingRules naming() {
        return new NamingRules(63, 63);
    }

    @Override
    public BackupFormat backupFormat() {
        return new BackupFormat("txt", "text/plain");
    }

    @Override
    public DriverSettings settings() {
        return new DriverSettings(List.of(), List.of());
    }

    @Override
    public void validate(DatabaseTarget target) {}

    @Override
    public ServerInfo probe(DatabaseTarget target) {
        return SERVER;
    }

    @Override
    public Presence presence(DatabaseTarget target) {
        return Presence.WHOLE;
    }

    @Override
    public ServiceBinding binding(DatabaseTarget target, String password) {
        return new ServiceBinding("silence", "silence", "localhost", 1, "silence://localhost", null);
    }

    @Override
    public ServerInfo create(CreateRequest request) {
        return SERVER;
    }

    @Override
    public DumpReport backup(DatabaseTarget target, OutputStream sink) {
        return new DumpReport(SERVER, Contents.of(Map.of()));
    }

    @Override
    public void restore(DatabaseTarget target, InputStream source) {}

    @Override
    public boolean isEmpty(DatabaseTarget target) {
        return true;
    }

    @Override
    public Contents contents(DatabaseTarget target) {
        return Contents.of(Map.of());
    }

    @Override
    public void replace(DatabaseTarget target, DatabaseTarget replacement) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void drop(DatabaseTarget target) {}
}
