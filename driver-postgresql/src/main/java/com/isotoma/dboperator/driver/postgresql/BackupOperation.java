package com.isotoma.dboperator.driver.postgresql;

import com.isotoma.dboperator.driver.postgresql.Tables.Relation;
import com.isotoma.dboperator.driver.spi.DatabaseTarget;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.DumpReport;
import com.isotoma.dboperator.driver.spi.Reasons;
import com.isotoma.dboperator.driver.support.SecretFile;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

/** Dumps a database with pg_dump, in the custom format and uncompressed, and proves that the dump is whole. */
final class BackupOperation {
    private static final List<String> ARGUMENTS = List.of("--format=custom", "--compress=0", "--lock-wait-timeout=60s");

    private final DatabaseTarget target;
    private final Tools tools;

    BackupOperation(DatabaseTarget target, Tools tools) {
        this.target = target;
        this.tools = tools;
    }

    DumpReport run(OutputStream sink) throws DriverException, IOException, InterruptedException {
        try (var connector = Connector.to(target);
                var session = connector.maintenance()) {
            session.requireSupportedVersion();
            var database = Claim.of(target, session).requireOurDatabase();
            tools.requireNotOlderThan(session, "pg_dump");
            var info = session.info();
            var dumped = new AtomicReference<ArchiveReader.Copied>();
            session.keepIdle();
            var member = Membership.in(target.username(), connector, session);
            try (member;
                    var passFile = SecretFile.of(".pgpass", Conninfo.passFile(connector.admin()))) {
                var unreadable = unreadable(connector);
                tools.connecting(
                                "pg_dump",
                                arguments(database, unreadable),
                                connector,
                                connector.admin(),
                                target.databaseName(),
                                passFile.path())
                        .failing(new DumpFailure())
                        .read(Reasons.DUMP_FAILED, out -> dumped.set(ArchiveReader.copy(out, sink)));
                var copied = Objects.requireNonNull(dumped.get());
                return new DumpReport(info, copied.contents(), notes(copied, unreadable, connector));
            }
        }
    }

    /** What the application may not read because the server puts it into every new database: it is none of its data. */
    private List<Relation> unreadable(Connector connector) throws DriverException {
        var template = TemplateObjects.of(connector);
        try (var inside = connector.database(target.databaseName())) {
            return new Tables(inside, target).unreadable(template);
        }
    }

    /** What a restore in the place of this database would leave out. */
    private List<String> notes(ArchiveReader.Copied copied, List<Relation> unreadable, Connector connector)
            throws DriverException {
        var notes = new ArrayList<String>();
        try (var inside = connector.database(target.databaseName())) {
            notes.addAll(RestorePlan.of(copied.entries(), RestorePlace.like(target.username(), inside))
                    .notes());
            if (copied.entries().stream().noneMatch(e -> e.kind().equals("SUBSCRIPTION"))) {
                // pg_dump leaves them out where it may not read them, with a warning at most.
                inside.all(
                                "look for subscriptions",
                                "SELECT subname FROM pg_subscription s JOIN pg_database d ON d.oid = s.subdbid"
                                        + " WHERE d.datname = ?",
                                row -> row.getString(1),
                                target.databaseName())
                        .forEach(name -> notes.add("not in the backup: SUBSCRIPTION " + name));
            }
        }
        unreadable.forEach(
                relation -> notes.add(
                        Tables.name(relation.schema(), relation.name())
                                + " is not in the backup, since it comes from the server's template and the application may not read it"));
        return notes;
    }

    /** In SQL_ASCII, bytes are just bytes: they need not be UTF-8. Everything else converts without loss. */
    private static List<String> arguments(DatabaseRow database, List<Relation> unreadable) {
        var arguments = new ArrayList<>(ARGUMENTS);
        arguments.add("--encoding=" + (database.encoding().equals("SQL_ASCII") ? "SQL_ASCII" : "UTF8"));
        unreadable.forEach(relation -> arguments.add(
                "--exclude-table=" + Sql.identifier(relation.schema()) + "." + Sql.identifier(relation.name())));
        return arguments;
    }
}
