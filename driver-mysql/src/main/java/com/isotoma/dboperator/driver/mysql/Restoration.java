package com.isotoma.dboperator.driver.mysql;

import com.isotoma.dboperator.driver.spi.Credentials;
import com.isotoma.dboperator.driver.spi.DatabaseTarget;
import com.isotoma.dboperator.driver.spi.DriverException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;

/** Fills an empty database from a dump, as its own account. */
record Restoration(Connections connections, Tools tools, DatabaseTarget target) {
    void run(InputStream source) throws DriverException, IOException, InterruptedException {
        Load load;
        TemporaryLogin login;
        try (var session = admin()) {
            var flavour = session.version().flavour();
            tools.require(flavour, flavour.clientProgram());
            Databases.requireOwned(session, target);
            load = Load.into(target, session, tools);
            new HeldEvents(session).forget(target.databaseName());
            login = new TemporaryLogin(session, target);
        }
        try {
            var events = load.readFrom(source, login.password());
            try (var session = admin()) {
                new HeldEvents(session)
                        .hold(connections, target, events, new Credentials(target.username(), login.password()));
            }
        } catch (DriverException | IOException | InterruptedException | RuntimeException e) {
            removeAfter(e, login);
            throw e;
        }
        remove(login);
    }

    private void remove(TemporaryLogin login) throws DriverException, InterruptedException {
        try (var session = admin()) {
            login.remove(session);
        }
    }

    /** What went wrong first is what matters; a login that stays is taken away by the next create. */
    private void removeAfter(Exception first, TemporaryLogin login) {
        try {
            remove(login);
        } catch (DriverException | InterruptedException e) {
            first.addSuppressed(e);
        }
    }

    private Session admin() throws DriverException, InterruptedException {
        return Session.open(connections, Endpoint.of(target.connect()), target.admin(), Set.of());
    }
}
