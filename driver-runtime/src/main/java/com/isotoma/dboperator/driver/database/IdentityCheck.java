package com.isotoma.dboperator.driver.database;

import com.isotoma.dboperator.crds.v1alpha1.DatabaseStatus;
import com.isotoma.dboperator.driver.cluster.DatabaseHandle;
import com.isotoma.dboperator.driver.cluster.EventRecorder;
import com.isotoma.dboperator.driver.spi.DatabaseTarget;
import com.isotoma.dboperator.driver.spi.DriverApi;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Presence;
import com.isotoma.dboperator.driver.spi.Reasons;
import com.isotoma.dboperator.driver.spi.ServerInfo;
import com.isotoma.dboperator.reasons.DatabaseReasons;
import com.isotoma.dboperator.reasons.ServerReasons;
import jakarta.inject.Inject;
import java.util.Objects;
import java.util.Set;

/**
 * A Database is one database on one server: looks for it before a run works with it. What was created once is never created
 * again without a person's word, and what another owner has taken is left alone. Whoever finds that says so in the
 * condition Ready of the Database, and takes it back when the database is found again.
 */
public final class IdentityCheck {
    private static final Set<String> REASONS = Set.of(
            DatabaseReasons.SERVER_CHANGED,
            DatabaseReasons.DATABASE_TAKEN,
            Reasons.DATABASE_MISSING,
            ServerReasons.SERVER_NOT_ALLOWED);

    private final ServerCheck servers;
    private final Adoptions adoptions;
    private final EventRecorder events;

    @Inject
    IdentityCheck(ServerCheck servers, Adoptions adoptions, EventRecorder events) {
        this.servers = servers;
        this.adoptions = adoptions;
        this.events = events;
    }

    /** What a create may do. */
    public record Admitted(ServerInfo server, Adoptions.Adoption adoption) {}

    /**
     * For bringing the server to the spec.
     *
     * @throws DriverException when the names are not this Database's and may not be taken up, or when it was created once
     *     and the server is another one or does not have it
     */
    public Admitted forCreate(DatabaseHandle database, DriverApi driver, DatabaseTarget target)
            throws DriverException, InterruptedException {
        boolean created = database.status().created();
        var server = created ? servers.require(database, driver, target) : driver.probe(target);
        var presence = driver.presence(target);
        if (created
                && presence.database() instanceof Presence.Absent
                && database.words().startEmpty() == null) {
            throw missing(database, target);
        }
        return new Admitted(server, adoptions.decide(database, target, presence));
    }

    /** For work with what the database holds: it must be there, on its server, and this Database's. */
    public void require(DatabaseHandle database, DriverApi driver, DatabaseTarget target)
            throws DriverException, InterruptedException {
        try {
            var server = servers.require(database, driver, target);
            switch (driver.presence(target).database()) {
                case Presence.Ours() -> found(database, server);
                case Presence.Absent() -> throw missing(database, target);
                case Presence.Foreign foreign -> throw Adoptions.taken(target, foreign);
            }
        } catch (DriverException e) {
            tell(database, e);
            throw e;
        }
    }

    /**
     * For a restore, which may make the database again.
     *
     * @return whether it is there
     */
    public boolean forRestore(DatabaseHandle database, DriverApi driver, DatabaseTarget target)
            throws DriverException, InterruptedException {
        requireServer(database, driver, target);
        return isThere(driver, target);
    }

    /** Whether the database is there and this Database's; refuses another owner's. */
    static boolean isThere(DriverApi driver, DatabaseTarget target) throws DriverException, InterruptedException {
        return switch (driver.presence(target).database()) {
            case Presence.Ours() -> true;
            case Presence.Absent() -> false;
            case Presence.Foreign foreign -> throw Adoptions.taken(target, foreign);
        };
    }

    /** For work on its server beside it, or after it. */
    public void requireServer(DatabaseHandle database, DriverApi driver, DatabaseTarget target)
            throws DriverException, InterruptedException {
        try {
            var unused = servers.require(database, driver, target);
        } catch (DriverException e) {
            tell(database, e);
            throw e;
        }
    }

    private static void found(DatabaseHandle database, ServerInfo server) {
        var status = database.status();
        if (status.serverIdentity() == null && server.identity() != null) {
            database.update(s -> s.serverIdentity(server.identity()));
        }
        boolean said = database.unreadiness().filter(REASONS::contains).isPresent();
        if (said
                && !database.deletionRequested()
                && Objects.equals(status.observedGeneration(), database.generation())) {
            database.update(s -> s.ready(
                    true, DatabaseReasons.CREATED, "Ready for use: connect with the Secret " + database.secretInUse()));
        }
    }

    /** A run for a Backup or Restore would otherwise say it there alone. */
    private void tell(DatabaseHandle database, DriverException e) {
        if (!REASONS.contains(e.reason()) || database.deletionRequested()) {
            return;
        }
        boolean known = database.unreadiness().filter(e.reason()::equals).isPresent();
        database.update(s -> s.ready(false, e.reason(), e.getMessage()));
        if (!known) {
            events.warning(database, e.reason(), e.getMessage());
        }
    }

    static DriverException missing(DatabaseHandle database, DatabaseTarget target) {
        return DriverException.user(Reasons.DATABASE_MISSING, missingMessage(database, target.databaseName()));
    }

    /** What {@link DatabaseStatus#created} found once and is not there any more. */
    public static String missingMessage(DatabaseHandle database, String name) {
        return "The database " + name + " is not on the server any more. Nothing was changed. Create a Restore for this"
                + " Database, which makes the database again from a backup; or, to begin with an empty one: kubectl annotate"
                + " --overwrite --namespace " + database.namespace() + " database " + database.name()
                + " db.isotoma.com/start-empty=\"$(date -u +%FT%TZ)\"; after a repair on the server itself set"
                + " db.isotoma.com/refresh in the same way";
    }
}
