package com.isotoma.dboperator.driver.stage;

import com.google.common.collect.Sets;
import com.isotoma.dboperator.driver.run.Checkpoint;
import com.isotoma.dboperator.driver.run.Steps;
import com.isotoma.dboperator.driver.spi.BackupFormat;
import com.isotoma.dboperator.driver.spi.Capability;
import com.isotoma.dboperator.driver.spi.Contents;
import com.isotoma.dboperator.driver.spi.CreateRequest;
import com.isotoma.dboperator.driver.spi.DatabaseTarget;
import com.isotoma.dboperator.driver.spi.DriverApi;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.DriverSettings;
import com.isotoma.dboperator.driver.spi.DumpReport;
import com.isotoma.dboperator.driver.spi.Exclusions;
import com.isotoma.dboperator.driver.spi.NamingRules;
import com.isotoma.dboperator.driver.spi.Owner;
import com.isotoma.dboperator.driver.spi.Presence;
import com.isotoma.dboperator.driver.spi.Reasons;
import com.isotoma.dboperator.driver.spi.ServerInfo;
import com.isotoma.dboperator.driver.spi.ServiceBinding;
import com.isotoma.dboperator.driver.spi.Setting;
import com.isotoma.dboperator.driver.spi.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A driver of a server that is a map from names of databases to lines of text. */
public class StoringDriver implements DriverApi {
    /** Points of a replacement, which only a server passes. */
    public static final Checkpoint ABOUT_TO_REPLACE =
            Checkpoint.of("server.about-to-replace", "The server is about to replace");

    public static final Checkpoint REPLACED = Checkpoint.of("server.replaced", "The server has replaced");
    public static final Checkpoint SIDE_REMOVED =
            Checkpoint.of("server.side-removed", "The server has removed what was beside");
    private static final Setting.Text KNOWN = new Setting.Text("known", "any text", "none", "Nothing comes of it.");

    private static final String HEAD = "lines of the memory server";
    private static final String END = "that is all";

    private record Held(String mark, List<String> lines) {}

    private final MemoryDriver constants = new MemoryDriver(MemoryDriver.GOOD);
    private final Map<String, Held> databases = new LinkedHashMap<>();
    private Steps replacing = step -> {};
    private @Nullable String obstacle;
    private @Nullable DriverException failure;
    private ServerInfo server = new ServerInfo("Memory 1", "first-server");
    private final List<Settings> options = new ArrayList<>();

    private final Set<Capability> lacking = EnumSet.noneOf(Capability.class);
    private final Map<String, String> passwords = new LinkedHashMap<>();
    private int miscounts;
    private boolean partial;

    /** Its server cannot do this from now on. */
    public void lack(Capability capability) {
        lacking.add(capability);
    }

    /** It can leave out a part of its one table from now on: the lines that begin with a pattern. */
    public void leaveOut() {
        partial = true;
    }

    @Override
    public DumpReport backupPart(DatabaseTarget target, Exclusions exclusions, OutputStream sink)
            throws DriverException, IOException, InterruptedException {
        if (!partial) {
            return DriverApi.super.backupPart(target, exclusions, sink);
        }
        var left = LeftLines.of(ours(target).lines, exclusions);
        for (var line : all(left.kept())) {
            sink.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        }
        return new DumpReport(
                probe(target),
                Contents.of(Map.of("lines", (long) left.kept().size())),
                List.of(),
                null,
                left.omitted());
    }

    /** Counts from now on otherwise than in dumps. */
    public void miscount() {
        miscounts = 1;
    }

    @Override
    public Set<Capability> capabilities() {
        var declared = EnumSet.copyOf(DriverApi.super.capabilities());
        if (partial) {
            declared.add(Capability.PARTIAL_BACKUPS);
        }
        return Sets.difference(declared, lacking);
    }

    /** The password that a database's user was given last. */
    @Nullable
    public String password(String database) {
        return passwords.get(database);
    }

    /** The lines of a database; null when the server has none of that name. */
    @Nullable
    public List<String> lines(String database) {
        var held = databases.get(database);
        return held == null ? null : held.lines;
    }

    public List<String> names() {
        return List.copyOf(databases.keySet());
    }

    public void store(String database, String... lines) {
        var held = Objects.requireNonNull(lines(database));
        held.clear();
        held.addAll(List.of(lines));
    }

    /** Says from now on that it is this server. */
    public void become(ServerInfo server) {
        this.server = server;
    }

    /** Loses everything that it holds. */
    public void clear() {
        databases.clear();
    }

    /** Gives a database to another owner. */
    public void give(String database, Owner owner) {
        databases.put(database, new Held(owner.mark(), Objects.requireNonNull(lines(database))));
    }

    /** Makes a database of this owner behind the driver's back. */
    public void putBack(String database, Owner owner, List<String> lines) {
        databases.put(database, new Held(owner.mark(), new ArrayList<>(lines)));
    }

    /** Whose a database is. */
    public Optional<Owner> owner(String database) {
        return Owner.parse(Objects.requireNonNull(databases.get(database)).mark);
    }

    /** The options of each call that dropped something. */
    public List<Settings> optionsOfDrops() {
        return options;
    }

    /** What stands in the way of a replacement from now on; null for nothing. */
    public void obstacle(@Nullable String what) {
        obstacle = what;
    }

    @Override
    public void checkDump(InputStream source) throws DriverException, IOException {
        if (!new String(source.readNBytes(HEAD.length()), StandardCharsets.UTF_8).equals(HEAD)) {
            throw DriverException.user(Reasons.BACKUP_DAMAGED, "This is no dump of a memory server");
        }
    }

    @Override
    public void requireReplaceable(DatabaseTarget target) throws DriverException {
        if (obstacle != null) {
            throw DriverException.user(Reasons.RESTORE_FAILED, obstacle);
        }
    }

    /** Is told of the steps within {@link #replace}. */
    public void whileReplacing(Steps steps) {
        replacing = steps;
    }

    /** Lets restores and replacements fail like this from now on; null lets them succeed. */
    public void fail(@Nullable DriverException e) {
        failure = e;
    }

    @Override
    public NamingRules naming() {
        return constants.naming();
    }

    @Override
    public BackupFormat backupFormat() {
        return constants.backupFormat();
    }

    @Override
    public DriverSettings settings() {
        return new DriverSettings(List.of(), List.of(KNOWN));
    }

    @Override
    public void validate(DatabaseTarget target) throws DriverException {
        target.options().allowOnly(List.of(KNOWN));
    }

    @Override
    public ServerInfo probe(DatabaseTarget target) {
        return server;
    }

    @Override
    public Presence presence(DatabaseTarget target) {
        var held = databases.get(target.databaseName());
        if (held == null) {
            return Presence.NOTHING;
        }
        return held.mark.equals(target.owner().mark())
                ? Presence.WHOLE
                : new Presence(new Presence.Foreign(Owner.parse(held.mark).orElse(null)), new Presence.Absent());
    }

    @Override
    public ServiceBinding binding(DatabaseTarget target, String password) {
        return constants.binding(target, password);
    }

    @Override
    public ServerInfo create(CreateRequest request) throws DriverException {
        var target = request.target();
        passwords.put(target.databaseName(), request.userPassword());
        var before = databases.get(target.databaseName());
        if (before != null
                && !before.mark.equals(target.owner().mark())
                && request.mayAdopt(Owner.parse(before.mark).orElse(null))) {
            databases.put(target.databaseName(), new Held(target.owner().mark(), before.lines));
        }
        databases.putIfAbsent(target.databaseName(), new Held(target.owner().mark(), new ArrayList<>()));
        var unused = ours(target);
        return probe(target);
    }

    @Override
    public DumpReport backup(DatabaseTarget target, OutputStream sink) throws DriverException, IOException {
        var lines = ours(target).lines;
        for (var line : all(lines)) {
            sink.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        }
        return new DumpReport(probe(target), count(target, 0));
    }

    private static List<String> all(List<String> lines) {
        var all = new ArrayList<>(List.of(HEAD));
        all.addAll(lines);
        all.add(END);
        return all;
    }

    @Override
    public void restore(DatabaseTarget target, InputStream source) throws DriverException, IOException {
        throwFailure();
        var lines = new String(source.readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        if (lines.size() < 2
                || !lines.getFirst().equals(HEAD)
                || !lines.getLast().equals(END)) {
            throw DriverException.internal(Reasons.RESTORE_FAILED, "This is no dump of a memory server", null);
        }
        ours(target).lines.addAll(lines.subList(1, lines.size() - 1));
    }

    @Override
    public boolean isEmpty(DatabaseTarget target) throws DriverException {
        return ours(target).lines.isEmpty();
    }

    @Override
    public Contents contents(DatabaseTarget target) throws DriverException {
        return count(target, miscounts);
    }

    private Contents count(DatabaseTarget target, int more) throws DriverException {
        return Contents.of(Map.of("lines", (long) ours(target).lines.size() + more));
    }

    @Override
    public void replace(DatabaseTarget target, DatabaseTarget replacement) throws DriverException {
        throwFailure();
        if (!databases.containsKey(replacement.databaseName())) {
            return;
        }
        var restored = ours(replacement);
        replacing.reached(ABOUT_TO_REPLACE);
        databases.put(target.databaseName(), new Held(ours(target).mark, new ArrayList<>(restored.lines)));
        replacing.reached(REPLACED);
        databases.remove(replacement.databaseName());
        replacing.reached(SIDE_REMOVED);
    }

    private void throwFailure() throws DriverException {
        if (failure != null) {
            throw failure;
        }
    }

    private Held ours(DatabaseTarget target) throws DriverException {
        var held = databases.get(target.databaseName());
        if (held == null) {
            throw DriverException.user(Reasons.DATABASE_MISSING, "no database " + target.databaseName());
        }
        if (!held.mark.equals(target.owner().mark())) {
            throw DriverException.user(Reasons.NAME_CONFLICT, target.databaseName() + " is somebody else's");
        }
        return held;
    }

    @Override
    public void drop(DatabaseTarget target) {
        options.add(target.options());
        var held = databases.get(target.databaseName());
        if (held != null && held.mark.equals(target.owner().mark())) {
            databases.remove(target.databaseName());
        }
    }
}
