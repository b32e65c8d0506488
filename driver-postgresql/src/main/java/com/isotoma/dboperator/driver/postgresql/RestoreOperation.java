package com.isotoma.dboperator.driver.postgresql;

import com.isotoma.dboperator.driver.spi.DatabaseTarget;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.RestoreReport;
import com.isotoma.dboperator.driver.sql.SecretFile;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Fills an empty database with pg_restore and psql. Everything belongs to the application's role afterwards; rights of other
 * roles are kept where the roles exist. It is not one transaction, which would hold a lock for every table to its end: what
 * fails is made again empty, at once or, where this run is cut off, by the next.
 */
final class RestoreOperation {
    /** Verbose messages have the SQLSTATE and the names of table and constraint; a script's queries print nothing. */
    private static final List<String> PSQL =
            List.of("--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--set=VERBOSITY=verbose");

    private final DatabaseTarget target;
    private final Tools tools;

    RestoreOperation(DatabaseTarget target, Tools tools) {
        this.target = target;
        this.tools = tools;
    }

    RestoreReport run(InputStream source) throws DriverException, IOException, InterruptedException {
        try (var connector = Connector.to(target);
                var session = connector.locking()) {
            session.requireSupportedVersion();
            ServerLock.on(session, "database", target.databaseName()).lock();
            var row = Claim.of(target, session).requireOurDatabase();
            tools.requireNotOlderThan(session, "pg_restore");
            session.keepIdle();
            var archive = RestoreArchive.begin(source);
            var role = new Roles(session).find(target.username());
            boolean beingFilled = role.isPresent() && role.get().isBeingFilled(target.owner());
            var shape = new EmptyDatabase(target, connector, session).require(row, beingFilled);
            try {
                return fill(archive, connector, session);
            } catch (DriverException | IOException | RuntimeException e) {
                makeEmptyAgain(new Emptying(target, connector, session), shape, e);
                throw e;
            }
        }
    }

    /** That this fails too does not hide why; the role's mark says it to the next run. */
    private static void makeEmptyAgain(Emptying emptying, DatabaseShape shape, Exception why) {
        try {
            emptying.run(shape);
        } catch (DriverException | RuntimeException e) {
            why.addSuppressed(e);
        }
    }

    private RestoreReport fill(RestoreArchive archive, Connector connector, Session session)
            throws DriverException, IOException, InterruptedException {
        var roles = new Roles(session);
        roles.markFilling(target.username(), target.owner());
        var plan = plan(archive, connector, session);
        try (var login = ApplicationLogin.of(target, connector, session);
                var list = SecretFile.of(".list", listOf(plan.kept()));
                var passFile = SecretFile.of(".pgpass", Conninfo.passFile(login.account()))) {
            var failure = new RestoreFailure();
            new RestorePipeline(
                            tools.offline("pg_restore", scriptArguments(list)).failing(failure),
                            tools.connecting(
                                            "psql",
                                            PSQL,
                                            connector,
                                            login.account(),
                                            target.databaseName(),
                                            passFile.path())
                                    .failing(failure))
                    .run(new EndFirst(archive.with(plan.replacements())));
        }
        archive.readToEnd();
        // This commit also makes durable what the script has committed without waiting.
        roles.mark(target.username(), target.owner());
        return new RestoreReport(plan.notes());
    }

    private RestorePlan plan(RestoreArchive archive, Connector connector, Session session) throws DriverException {
        var member = Membership.in(target.username(), connector, session);
        try (member;
                var inside = connector.database(target.databaseName())) {
            new ArchivedExtensions(archive.entries())
                    .prepare(new Extensions(inside, target.databaseName(), target.username()), target);
            var plan = RestorePlan.of(archive.entries(), RestorePlace.of(target.username(), inside));
            plan.requireAllRows();
            OwnPath.of(archive.entries(), session).apply(plan.kept(), session.majorVersion(), plan.replacements());
            return plan;
        }
    }

    private List<String> scriptArguments(SecretFile list) {
        return List.of(
                "--file=-",
                "--no-owner",
                "--no-tablespaces",
                "--role=" + target.username(),
                "--use-list=" + list.path());
    }

    private static String listOf(List<ArchiveEntry> entries) {
        return entries.stream().map(entry -> entry.id() + ";\n").collect(Collectors.joining());
    }
}
