package com.isotoma.dboperator.driver.database;

import com.isotoma.dboperator.crds.v1alpha1.OneTimeWords;
import com.isotoma.dboperator.driver.cluster.DatabaseHandle;
import com.isotoma.dboperator.driver.cluster.EventRecorder;
import com.isotoma.dboperator.driver.run.Steps;
import com.isotoma.dboperator.driver.spi.DatabaseTarget;
import com.isotoma.dboperator.driver.spi.DriverApi;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.ServerInfo;
import com.isotoma.dboperator.reasons.DatabaseReasons;
import jakarta.inject.Inject;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Compares the server that answers with the one that a Database was made on, before a run changes anything there. Another
 * one is accepted when a person names it, or when it is the same one after an upgrade in place.
 */
final class ServerCheck {
    /** What a person names who accepts a server that has no identity. */
    static final String NO_IDENTITY = "unknown";

    private final EventRecorder events;
    private final Steps steps;

    @Inject
    ServerCheck(EventRecorder events, Steps steps) {
        this.events = events;
        this.steps = steps;
    }

    /**
     * @return the server
     * @throws DriverException of kind USER with {@link DatabaseReasons#SERVER_CHANGED} when it is another one
     */
    ServerInfo require(DatabaseHandle database, DriverApi driver, DatabaseTarget target)
            throws DriverException, InterruptedException {
        var server = driver.probe(target);
        var recorded = database.status().serverIdentity();
        if (recorded == null || recorded.equals(server.identity())) {
            return server;
        }
        if (word(server.identity()).equals(database.words().acceptServer())) {
            record(database, server, new OneTimeWords(null, word(server.identity()), null));
            steps.reached(
                    DatabaseCheckpoints.SERVER_ACCEPTED, "Another server is accepted: " + word(server.identity()));
            return server;
        }
        if (upgraded(database, driver, target, server)) {
            record(database, server, OneTimeWords.NONE);
            var message = "The server was upgraded from " + database.status().serverVersion() + " to "
                    + server.version() + " and has another identity; the database is there with its mark";
            steps.reached(DatabaseCheckpoints.SERVER_UPGRADED, message);
            events.normal(database, DatabaseReasons.SERVER_UPGRADED, message);
            return server;
        }
        throw DriverException.user(DatabaseReasons.SERVER_CHANGED, message(database, recorded, server));
    }

    private static void record(DatabaseHandle database, ServerInfo server, OneTimeWords words) {
        database.update(s -> s.serverIdentity(server.identity()).served(words));
    }

    /** An upgrade in place leaves the address and the marks as they were; the spec must not have changed either. */
    private static boolean upgraded(DatabaseHandle database, DriverApi driver, DatabaseTarget target, ServerInfo server)
            throws DriverException, InterruptedException {
        var observed = database.status().observedGeneration();
        return observed != null
                && observed == specGeneration(database)
                && server.identity() != null
                && Upgrade.explains(database.status().serverVersion(), server.version())
                && driver.presence(target).databaseIsOurs();
    }

    /** Asking for the deletion counts as a change, though it leaves the spec as it was. */
    private static long specGeneration(DatabaseHandle database) {
        return database.generation() - (database.deletionRequested() ? 1 : 0);
    }

    private static String word(@Nullable String identity) {
        return Objects.requireNonNullElse(identity, NO_IDENTITY);
    }

    private static String message(DatabaseHandle database, String recorded, ServerInfo server) {
        return database.serverField("connect") + " leads to a server with the identity " + word(server.identity())
                + ", and the database was made"
                + " on the server " + recorded
                + ". Nothing was changed. Let the spec lead to that one again; or, if this server is to"
                + " be used from now on: kubectl annotate --overwrite --namespace " + database.namespace()
                + " database "
                + database.name() + " db.isotoma.com/accept-server=" + word(server.identity());
    }

    /** Whether a server reports a later major version of the same product, which an upgrade in place explains. */
    private static final class Upgrade {
        private static final Pattern VERSION = Pattern.compile("(.*?)\\s*(\\d{1,6})(\\D.*)?");

        private Upgrade() {}

        /**
         * @param before what the server said of itself; null when that is not known
         * @param now what it says
         */
        static boolean explains(@Nullable String before, String now) {
            if (before == null) {
                return false;
            }
            var older = VERSION.matcher(before);
            var newer = VERSION.matcher(now);
            return older.matches()
                    && newer.matches()
                    && older.group(1).equals(newer.group(1))
                    && Integer.parseInt(newer.group(2)) > Integer.parseInt(older.group(2));
        }
    }
}
