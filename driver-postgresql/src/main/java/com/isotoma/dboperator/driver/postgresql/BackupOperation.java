package com.isotoma.dboperator.driver.postgresql;

import com.isotoma.dboperator.driver.postgresql.Tables.Relation;
import com.isotoma.dboperator.driver.spi.Contents;
import com.isotoma.dboperator.driver.spi.DatabaseTarget;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.DumpReport;
import com.isotoma.dboperator.driver.spi.Exclusions;
import com.isotoma.dboperator.driver.spi.Reasons;
import com.isotoma.dboperator.driver.sql.SecretFile;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Dumps a database with pg_dump, in the custom format and uncompressed, and proves that the dump is whole. pg_dump has the
 * application's rights only: it evaluates what the application has made.
 */
final class BackupOperation {
    private static final List<String> ARGUMENTS = List.of("--format=custom", "--compress=0", "--lock-wait-timeout=60s");

    private final DatabaseTarget target;
    private final Exclusions exclusions;
    private final Tools tools;

    BackupOperation(DatabaseTarget target, Exclusions exclusions, Tools tools) {
        this.target = target;
        this.exclusions = exclusions;
        this.tools = tools;
    }

    DumpReport run(OutputStream sink) throws DriverException, IOException, InterruptedException {
        try (var connector = Connector.to(target);
                var session = connector.locking()) {
            session.requireSupportedVersion();
            var database = Claim.of(target, session).requireOurDatabase();
            tools.requireNotOlderThan(session, "pg_dump");
            var info = session.info();
            var dumped = new AtomicReference<ArchiveReader.Copied>();
            session.keepIdle();
            try (var login = ApplicationLogin.of(target, connector, session);
                    var passFile = SecretFile.of(".pgpass", Conninfo.passFile(login.account()))) {
                var unreadable = unreadable(login, connector);
                var excluded = excluded(login);
                tools.connecting(
                                "pg_dump",
                                arguments(database, passesRowSecurity(login), unreadable, excluded),
                                connector,
                                login.account(),
                                target.databaseName(),
                                passFile.path())
                        .failing(new DumpFailure())
                        .read(Reasons.DUMP_FAILED, out -> dumped.set(ArchiveReader.copy(out, sink)));
                var copied = Objects.requireNonNull(dumped.get());
                return new DumpReport(
                        info,
                        contents(copied, excluded),
                        notes(copied, unreadable, login, session),
                        null,
                        excluded.omitted());
            }
        }
    }

    private ExcludedTables excluded(ApplicationLogin login) throws DriverException {
        try (var inside = login.open()) {
            return ExcludedTables.of(inside, exclusions);
        }
    }

    /** A table without its rows is in the archive, and nothing of its rows. */
    private static Contents contents(ArchiveReader.Copied copied, ExcludedTables excluded) {
        var rows = new HashMap<>(copied.contents().rows());
        excluded.emptyTables().forEach(name -> rows.putIfAbsent(name, 0L));
        return Contents.of(rows);
    }

    private static boolean passesRowSecurity(ApplicationLogin login) throws DriverException {
        try (var inside = login.open()) {
            return login.passRowSecurity(inside);
        }
    }

    /** What the application may not read because the server puts it into every new database: it is none of its data. */
    private List<Relation> unreadable(ApplicationLogin login, Connector connector) throws DriverException {
        var template = TemplateObjects.of(connector);
        try (var inside = login.open()) {
            return new Tables(inside, target).unreadable(template);
        }
    }

    /** What a restore in the place of this database would leave out. */
    private List<String> notes(
            ArchiveReader.Copied copied, List<Relation> unreadable, ApplicationLogin login, Session session)
            throws DriverException {
        var notes = new ArrayList<String>();
        try (var inside = login.open()) {
            var place = RestorePlace.like(target.username(), inside, session.isSuperuser());
            notes.addAll(RestorePlan.of(copied.entries(), place).notes());
        }
        // pg_dump leaves them out where it may not read them, with a warning at most.
        session.all(
                        "look for subscriptions",
                        "SELECT subname FROM pg_subscription s JOIN pg_database d ON d.oid = s.subdbid WHERE d.datname = ?",
                        row -> row.getString(1),
                        target.databaseName())
                .forEach(name ->
                        notes.add("not in the backup, since it would take changes by itself: SUBSCRIPTION " + name));
        unreadable.forEach(relation -> notes.add("not in the backup, since it comes from the server's template and the"
                + " application may not read it: " + Tables.name(relation.schema(), relation.name())));
        return notes;
    }

    /**
     * In SQL_ASCII, bytes are just bytes: they need not be UTF-8. Everything else converts without loss. As the application's
     * role itself, pg_dump sees the options of that role's user mappings; that role cannot be given BYPASSRLS.
     */
    private List<String> arguments(
            DatabaseRow database, boolean passesRowSecurity, List<Relation> unreadable, ExcludedTables excluded) {
        var arguments = new ArrayList<>(ARGUMENTS);
        arguments.add("--encoding=" + (database.encoding().equals("SQL_ASCII") ? "SQL_ASCII" : "UTF8"));
        if (!passesRowSecurity) {
            arguments.add("--role=" + target.username());
        }
        unreadable.forEach(relation -> arguments.add("--exclude-table=" + Quoting.identifier(relation.schema()) + "."
                + Quoting.identifier(relation.name())));
        arguments.addAll(excluded.arguments());
        return arguments;
    }
}
