package com.isotoma.dboperator.driver.mysql;

import com.isotoma.dboperator.driver.spi.DatabaseTarget;
import com.isotoma.dboperator.driver.spi.DriverException;
import java.io.IOException;

/**
 * Puts the data of one database in the place of another's. No server of this family can rename a database, so tables move
 * and programs are made again. From the moment on when applications could see a part of that, they are kept out, until all
 * of it is in place.
 *
 * <p>Before {@link Replacements#begin} nothing of the target has been touched; after it, each run goes on where the one
 * before stopped.
 */
record Replacement(
        Session session,
        Connections connections,
        Endpoint endpoint,
        Tools tools,
        DatabaseTarget target,
        DatabaseTarget replacement) {

    void run() throws DriverException, IOException, InterruptedException {
        refuseForeign(target);
        refuseForeign(replacement);
        var replacements = new Replacements(session);
        if (replacements.by(replacement.databaseName()).isEmpty()
                && Databases.exists(session, replacement.databaseName())) {
            begin(replacements);
        }
        var row = replacements.by(replacement.databaseName());
        if (row.isPresent() && !row.get().complete()) {
            carryOut(row.get(), replacements);
        }
        // Ends the replacement too, and has nothing to do where nothing is left.
        new Removal(session, connections, endpoint, replacement).run();
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
        new Eviction(session, connections, endpoint).of(replacement.username());
        var dump = new Dump(tools, session.version().flavour(), endpoint, session.encrypted(), replacement, false);
        var views = new Schema(session, replacement.databaseName()).views();
        replacements.begin(target, replacement, new ProgramDump(dump).collect(views));
    }

    private void carryOut(Replacements.Row row, Replacements replacements)
            throws DriverException, IOException, InterruptedException {
        if (!row.database().equals(target.databaseName())) {
            throw underWay(row);
        }
        if (row.login().isEmpty()) {
            replacements.remember(row, Authentication.of(session, target.username()));
        }
        var password = new Eviction(session, connections, endpoint).of(target.username());
        var current = new Schema(session, target.databaseName());
        var exchange =
                new Exchange(session, current, new Schema(session, row.replacement()), new Schema(session, row.old()));
        if (!exchange.isDone()) {
            try {
                exchange.requireFreeTables();
            } catch (DriverException e) {
                replacements.letIn(target.databaseName());
                throw e;
            }
            exchange.run();
        }
        // What an earlier run has read in already.
        current.dropPrograms();
        new Load(tools, session.version().flavour(), endpoint, session.encrypted(), target)
                .readFrom(ProgramDump.unpacked(row.programs()), password);
        replacements.complete(row);
    }

    private static DriverException underWay(Replacements.Row row) {
        return Claims.conflict("The database '" + row.replacement() + "' is on its way into the place of '"
                + row.database() + "': finish that first, or drop it");
    }
}
