package com.isotoma.dboperator.driver.mysql;

import com.isotoma.dboperator.driver.spi.Credentials;
import com.isotoma.dboperator.driver.spi.DatabaseTarget;
import com.isotoma.dboperator.driver.spi.DriverException;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts the data of one database in the place of another's. No server of this family can rename a database, so tables move
 * and programs are made again. From the moment on when applications could see a part of that, they are kept out, until all
 * of it is in place.
 *
 * <p>Before the tables have moved, whatever fails lets the application in again; after that, each run goes on where the one
 * before stopped.
 */
record ReplaceOperation(
        Session session, Endpoint endpoint, Tools tools, DatabaseTarget target, DatabaseTarget replacement) {
    private static final Logger log = LoggerFactory.getLogger(ReplaceOperation.class);

    void run() throws DriverException, IOException, InterruptedException {
        var flavour = session.version().flavour();
        tools.require(flavour, flavour.dumpProgram(), flavour.clientProgram());
        refuseForeign(target);
        refuseForeign(replacement);
        var replacements = new Replacements(session);
        if (replacements.by(replacement.databaseName()).isEmpty()
                && Databases.exists(session, replacement.databaseName())) {
            try {
                begin(replacements);
            } catch (DriverException e) {
                throw e.withNothingChanged();
            }
        }
        var row = replacements.by(replacement.databaseName());
        if (row.isPresent() && !row.get().complete()) {
            carryOut(row.get(), replacements);
        }
        // Ends the replacement too, and has nothing to do where nothing is left.
        new DropOperation(session, tools, replacement).run();
    }

    private void refuseForeign(DatabaseTarget one) throws DriverException {
        var claims = new Claims(session);
        if (claims.present()) {
            claims.refuseOthers(one);
        }
        if (Databases.exists(session, one.databaseName())) {
            Databases.requireOwned(session, one);
        }
    }

    private void begin(Replacements replacements) throws DriverException, IOException, InterruptedException {
        Databases.requireOwned(session, target);
        var others = replacements.about(target.databaseName());
        if (!others.isEmpty()) {
            throw underWay(others.getFirst());
        }
        new Movable(session, target.databaseName(), replacement.databaseName()).require();
        new Eviction(session, endpoint).of(replacement.username(), replacement.databaseName());
        var schema = new Schema(session, replacement.databaseName());
        var programs = reading(replacement, dump -> dump.collect(schema));
        replacements.begin(target, replacement, programs);
    }

    private void carryOut(Replacements.Row row, Replacements replacements)
            throws DriverException, IOException, InterruptedException {
        if (!row.database().equals(target.databaseName())) {
            throw underWay(row);
        }
        var current = new Schema(session, target.databaseName());
        var exchange =
                new Exchange(session, current, new Schema(session, row.replacement()), new Schema(session, row.old()));
        var password = exchange.isDone() ? keepOut(row, replacements) : exchange(row, replacements, exchange);
        try {
            makePrograms(row, current, password);
        } catch (DriverException e) {
            throw new DriverException(
                    e.kind() == DriverException.Kind.USER ? DriverException.Kind.INTERNAL : e.kind(),
                    e.reason(),
                    "The tables have moved, and the same step follows again: " + e.getMessage(),
                    e);
        }
        replacements.complete(row);
    }

    private void makePrograms(Replacements.Row row, Schema current, String password)
            throws DriverException, IOException, InterruptedException {
        // What an earlier run has read in already.
        current.dropPrograms();
        Load.into(target, session, tools).readFrom(ProgramDump.unpacked(row.programs()), password);
        try (var own = Session.openQuietly(endpoint, new Credentials(target.username(), password))) {
            new HeldEvents(session).enable(own, row.replacement(), target.databaseName());
        }
    }

    /** Moves the tables, or leaves everything as it was. Returns the account's password meanwhile. */
    private String exchange(Replacements.Row row, Replacements replacements, Exchange exchange)
            throws DriverException, IOException, InterruptedException {
        try {
            exchange.prepare();
            dropSequenceDefaults(row);
            new Blockers(session, exchange.current(), target.username()).refuse();
            keepForPuttingBack(exchange);
        } catch (DriverException e) {
            // An earlier run may have kept the application out.
            throw row.login().isEmpty() ? e.withNothingChanged() : e;
        }
        var password = keepOut(row, replacements);
        boolean begun = false;
        try {
            exchange.requireFreeTables();
            begun = true;
            exchange.run();
            return password;
        } catch (DriverException e) {
            throw letInAfter(e, exchange, begun, replacements, password) ? e.withNothingChanged() : e;
        } catch (RuntimeException e) {
            boolean unused = letInAfter(e, exchange, begun, replacements, password);
            throw e;
        }
    }

    /** They are among the programs of the row. */
    private void dropSequenceDefaults(Replacements.Row row) throws DriverException {
        var defaults = new SequenceDefaults(session, row.replacement());
        if (defaults.present()) {
            var password = new Eviction(session, endpoint).of(replacement.username(), replacement.databaseName());
            var login = new Credentials(replacement.username(), password);
            try (var own = Session.openQuietly(endpoint, login)) {
                defaults.drop(own);
            }
        }
    }

    private String keepOut(Replacements.Row row, Replacements replacements) throws DriverException {
        if (row.login().isEmpty()) {
            replacements.remember(row, Authentication.of(session, target.username()));
        }
        return new Eviction(session, endpoint).of(target.username(), target.databaseName());
    }

    private void keepForPuttingBack(Exchange exchange) throws DriverException, IOException, InterruptedException {
        var kept = new PutBack(session);
        if (kept.of(target.databaseName()).isPresent()) {
            return;
        }
        try {
            var views = exchange.viewsInTheWay();
            kept.keep(target.databaseName(), reading(target, dump -> dump.collectActing(exchange.current(), views)));
        } catch (DriverException e) {
            if (e.kind() == DriverException.Kind.UNAVAILABLE) {
                throw e;
            }
            // A database that is damaged is replaced all the same: that may be why it is.
            log.warn("The triggers and events of '{}' could not be read: {}", target.databaseName(), e.getMessage());
        }
    }

    /**
     * Nothing has moved, unless it is unknown what became of the statement; then the next run finds out.
     *
     * @return whether the application is let in, with its data as they were
     */
    private boolean letInAfter(
            Exception first, Exchange exchange, boolean begun, Replacements replacements, String password)
            throws InterruptedException {
        try {
            if (!exchange.isDone()) {
                if (begun) {
                    new PutBack(session).restore(tools, target, password);
                }
                replacements.letIn(target.databaseName());
                return true;
            }
        } catch (DriverException | IOException e) {
            first.addSuppressed(e);
            log.warn("The user '{}' is still kept out: {}", target.username(), e.getMessage());
        }
        return false;
    }

    private interface Collecting {
        String from(ProgramDump dump) throws DriverException, IOException, InterruptedException;
    }

    private String reading(DatabaseTarget one, Collecting collecting)
            throws DriverException, IOException, InterruptedException {
        var program = new DumpProgram(
                tools, session.version().flavour(), endpoint, session.encrypted(), one.databaseName(), false);
        var reader = Reader.make(session, one.databaseName());
        return Reader.use(one, reader, login -> collecting.from(new ProgramDump(program, one.admin(), login)));
    }

    private static DriverException underWay(Replacements.Row row) {
        return Claims.conflict("The database '" + row.replacement() + "' is on its way into the place of '"
                + row.database() + "': finish that first, or drop it");
    }
}
