package com.isotoma.dboperator.driver.postgresql;

import com.isotoma.dboperator.driver.spi.DatabaseTarget;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Reasons;
import com.isotoma.dboperator.driver.support.SecretFile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Fills an empty database with pg_restore and psql: in one transaction, so that a run that is cut off leaves it empty, and with
 * everything owned by the application's role. Grants to other roles are left out, since those roles need not exist here.
 */
final class RestoreOperation {
    private static final List<String> PSQL = List.of("--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1");

    private final DatabaseTarget target;
    private final Tools tools;

    RestoreOperation(DatabaseTarget target, Tools tools) {
        this.target = target;
        this.tools = tools;
    }

    /** Returns the number of entries that were restored. */
    int run(InputStream source) throws DriverException, IOException, InterruptedException {
        try (var connector = Connector.to(target);
                var session = connector.maintenance()) {
            session.requireSupportedVersion();
            ServerLock.on(session, "database", target.databaseName()).lock();
            Claim.of(target, session).requireOurDatabase();
            tools.requireNotOlderThan(session, "pg_restore");
            session.keepIdle();
            try (var login = ApplicationLogin.of(target, connector, session)) {
                requireEmpty(login);
                return feed(source, connector, login);
            } catch (DriverException e) {
                throw ToolErrors.explained(e);
            }
        }
    }

    private void requireEmpty(ApplicationLogin login) throws DriverException {
        try (var inside = login.open()) {
            if (!new Tables(inside, target).none()) {
                throw DriverException.user(
                        Reasons.RESTORE_FAILED,
                        "The database '" + target.databaseName() + "' holds something already, and a restore needs an"
                                + " empty one: restore into a new Database, or empty this one");
            }
        }
    }

    private int feed(InputStream source, Connector connector, ApplicationLogin login)
            throws DriverException, IOException, InterruptedException {
        // The contents are a matter of the schema, not of the data: they fit into memory.
        var head = new ByteArrayOutputStream();
        var wanted = new ArchiveReader(source, head)
                .contents().stream().filter(ArchiveEntry::isRestorable).toList();
        var whole = new SequenceInputStream(new ByteArrayInputStream(head.toByteArray()), source);
        try (var list = SecretFile.of(".list", listOf(wanted));
                var passFile = SecretFile.of(".pgpass", Conninfo.passFile(login.account()))) {
            new RestorePipeline(
                            tools.offline("pg_restore", scriptArguments(list)),
                            tools.connecting(
                                    "psql", PSQL, connector, login.account(), target.databaseName(), passFile.path()))
                    .run(new EndFirst(whole));
        }
        source.transferTo(OutputStream.nullOutputStream());
        return wanted.size();
    }

    private List<String> scriptArguments(SecretFile list) {
        return List.of(
                "--file=-",
                "--single-transaction",
                "--no-owner",
                "--no-privileges",
                "--no-tablespaces",
                "--no-subscriptions",
                "--role=" + target.username(),
                "--use-list=" + list.path());
    }

    private static String listOf(List<ArchiveEntry> entries) {
        return entries.stream().map(entry -> entry.id() + ";\n").collect(Collectors.joining());
    }
}
