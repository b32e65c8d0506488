package com.isotoma.dboperator.driver.postgresql;

import com.isotoma.dboperator.driver.spi.Contents;
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

/**
 * Dumps a database with pg_dump, in the custom format and uncompressed, and proves that the dump is whole. pg_dump has the
 * application's rights only: it evaluates what the application has made.
 */
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
            var contents = new AtomicReference<Contents>();
            session.keepIdle();
            try (var login = ApplicationLogin.of(target, connector, session);
                    var passFile = SecretFile.of(".pgpass", Conninfo.passFile(login.account()))) {
                tools.connecting(
                                "pg_dump",
                                arguments(database, passesRowSecurity(login)),
                                connector,
                                login.account(),
                                target.databaseName(),
                                passFile.path())
                        .read(Reasons.DUMP_FAILED, out -> contents.set(ArchiveReader.copy(out, sink)));
            } catch (DriverException e) {
                throw ToolErrors.explained(e);
            }
            return new DumpReport(info, Objects.requireNonNull(contents.get()));
        }
    }

    private static boolean passesRowSecurity(ApplicationLogin login) throws DriverException {
        try (var inside = login.open()) {
            return login.passRowSecurity(inside);
        }
    }

    /**
     * In SQL_ASCII, bytes are just bytes: they need not be UTF-8. Everything else converts without loss. As the application's
     * role itself, pg_dump sees the options of that role's user mappings; that role cannot be given BYPASSRLS.
     */
    private List<String> arguments(DatabaseRow database, boolean passesRowSecurity) {
        var arguments = new ArrayList<>(ARGUMENTS);
        arguments.add("--encoding=" + (database.encoding().equals("SQL_ASCII") ? "SQL_ASCII" : "UTF8"));
        if (!passesRowSecurity) {
            arguments.add("--role=" + target.username());
        }
        return arguments;
    }
}
