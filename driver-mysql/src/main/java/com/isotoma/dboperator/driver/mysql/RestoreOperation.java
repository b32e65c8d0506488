package com.isotoma.dboperator.driver.mysql;

import com.isotoma.dboperator.driver.spi.Credentials;
import com.isotoma.dboperator.driver.spi.DatabaseTarget;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.RestoreReport;
import com.isotoma.dboperator.driver.sql.Interruptible;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** Fills an empty database from a dump, as its own account. */
record RestoreOperation(DatabaseTarget target, Tools tools) {
    RestoreReport run(InputStream source) throws DriverException, IOException, InterruptedException {
        Load load;
        TemporaryLogin login;
        List<String> leftOut;
        try (var session = Session.admin(target)) {
            var flavour = session.version().flavour();
            tools.require(flavour, flavour.clientProgram());
            Databases.requireOwned(session, target);
            load = Load.into(target, session, tools);
            new HeldEvents(session).forget(target.databaseName());
            login = new TemporaryLogin(session, target);
        }
        try {
            var events = load.readFrom(source, login.password());
            try (var session = Session.admin(target)) {
                new HeldEvents(session).hold(target, events, new Credentials(target.username(), login.password()));
                leftOut = ForeignKey.dropDangling(new Schema(session, target.databaseName()));
            }
        } catch (DriverException | IOException | InterruptedException | RuntimeException e) {
            removeAfter(e, login);
            throw e;
        }
        remove(login);
        return new RestoreReport(leftOut);
    }

    private void remove(TemporaryLogin login) throws DriverException {
        try (var session = Session.admin(target)) {
            login.remove(session);
        }
    }

    /** What went wrong first is what matters; a login that stays is taken away by the next create. */
    private void removeAfter(Exception first, TemporaryLogin login) {
        try {
            Interruptible.cleanUp(() -> remove(login));
        } catch (DriverException e) {
            first.addSuppressed(e);
        }
    }
}
