package com.isotoma.dboperator.driver.stage;

import com.isotoma.dboperator.driver.spi.BackupFormat;
import com.isotoma.dboperator.driver.spi.Contents;
import com.isotoma.dboperator.driver.spi.CreateRequest;
import com.isotoma.dboperator.driver.spi.DatabaseTarget;
import com.isotoma.dboperator.driver.spi.DriverApi;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.DriverSettings;
import com.isotoma.dboperator.driver.spi.DumpReport;
import com.isotoma.dboperator.driver.spi.NamingRules;
import com.isotoma.dboperator.driver.spi.Presence;
import com.isotoma.dboperator.driver.spi.ServerInfo;
import com.isotoma.dboperator.driver.spi.ServiceBinding;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** A driver whose server is a flag, and whose dump is what a test wants it to be. */
public final class MemoryDriver implements DriverApi {
    /** How a dump goes. */
    @FunctionalInterface
    public interface Dump {
        void write(OutputStream sink) throws DriverException, IOException, InterruptedException;
    }

    public static final Dump GOOD = sink -> sink.write("a dump that has an end".getBytes(StandardCharsets.UTF_8));

    public static final Contents CONTENTS = Contents.of(Map.of("things", 3L));

    private static final ServerInfo SERVER = new ServerInfo("Memory 1");

    private final Dump dump;
    private boolean dropped;

    public MemoryDriver(Dump dump) {
        this.dump = dump;
    }

    public boolean dropped() {
        return dropped;
    }

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
        return new ServiceBinding("memory", "memory", "nowhere", 1, "memory://nowhere", null);
    }

    @Override
    public ServerInfo create(CreateRequest request) {
        return SERVER;
    }

    @Override
    public DumpReport backup(DatabaseTarget target, OutputStream sink)
            throws DriverException, IOException, InterruptedException {
        dump.write(sink);
        return new DumpReport(SERVER, CONTENTS);
    }

    @Override
    public void restore(DatabaseTarget target, InputStream source) {}

    @Override
    public boolean isEmpty(DatabaseTarget target) {
        return false;
    }

    @Override
    public Contents contents(DatabaseTarget target) {
        return CONTENTS;
    }

    @Override
    public void replace(DatabaseTarget target, DatabaseTarget replacement) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void drop(DatabaseTarget target) {
        dropped = true;
    }
}
