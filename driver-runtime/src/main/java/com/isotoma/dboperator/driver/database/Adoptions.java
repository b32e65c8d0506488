package com.isotoma.dboperator.driver.database;

import com.isotoma.dboperator.crds.v1alpha1.AdoptionPolicy;
import com.isotoma.dboperator.driver.cluster.ClusterClient;
import com.isotoma.dboperator.driver.cluster.DatabaseHandle;
import com.isotoma.dboperator.driver.spi.DatabaseTarget;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Owner;
import com.isotoma.dboperator.driver.spi.Presence;
import com.isotoma.dboperator.driver.spi.Reasons;
import com.isotoma.dboperator.reasons.DatabaseReasons;
import jakarta.inject.Inject;
import org.jspecify.annotations.Nullable;

/**
 * Decides what a Database may take up that is on the server and not its own. With {@code adoption: Always} that is what bears
 * no mark; what bears another owner's mark only when a person names that owner, and never while that owner is a Database
 * that exists in this cluster.
 */
final class Adoptions {
    private final ClusterClient cluster;

    @Inject
    Adoptions(ClusterClient cluster) {
        this.cluster = cluster;
    }

    /**
     * What may be taken up.
     *
     * @param existing what bears no mark
     * @param from and what bears this owner's mark; null for none
     */
    public record Adoption(boolean existing, @Nullable Owner from) {}

    /** @throws DriverException of kind USER when something is on the server that may not be taken up */
    Adoption decide(DatabaseHandle database, DatabaseTarget target, Presence presence) throws DriverException {
        boolean always = database.spec().adoption() == AdoptionPolicy.ALWAYS;
        var other = presence.otherOwner();
        if (other.isPresent()) {
            if (always && mayTakeFrom(other.get(), database, target)) {
                return new Adoption(true, other.get());
            }
            throw refused(
                    database, marked(target, other.get(), database.status().created()));
        }
        if (presence.hasForeign() && !always) {
            throw refused(
                    database,
                    names(target) + " and bears no mark of db-operator: "
                            + (database.status().created() ? "" : "choose another spec.name, or ")
                            + "set spec.adoption to Always to take it up");
        }
        return new Adoption(always, null);
    }

    private boolean mayTakeFrom(Owner other, DatabaseHandle database, DatabaseTarget target) throws DriverException {
        var named = database.words().adoptFrom();
        boolean isNamed = other.toString().equals(named)
                || (other.cluster().equals(named)
                        && other.namespace().equals(database.namespace())
                        && other.name().equals(database.name()));
        if (!isNamed || !other.cluster().equals(target.owner().cluster())) {
            return isNamed;
        }
        // The operator lets a run look for a Database only while there is none of that name.
        return !other.equals(target.owner()) && cluster.isKnownToBeGone(other.namespace(), other.name());
    }

    private static String marked(DatabaseTarget target, Owner other, boolean created) {
        boolean here = other.cluster().equals(target.owner().cluster());
        var whose = " and belongs to the Database " + other.namespace() + "/" + other.name()
                + (here ? " of this cluster" : " of the cluster " + other.cluster());
        var way = created
                ? ": return it, or delete this Database with deletionPolicy Retain"
                : ": choose another spec.name";
        return names(target)
                + whose
                + way
                + (here
                        ? ""
                        : "; to take it from that cluster for good, set spec.adoption to Always and the annotation"
                                + " db.isotoma.com/adopt-from to " + other);
    }

    private static String names(DatabaseTarget target) {
        return "The database '" + target.databaseName() + "' or its user '" + target.username()
                + "' is on the server already";
    }

    private static DriverException refused(DatabaseHandle database, String message) {
        return database.status().created()
                ? DriverException.user(DatabaseReasons.DATABASE_TAKEN, message)
                : DriverException.user(Reasons.NAME_CONFLICT, message);
    }

    /** The error for a database that was this Database's and is another owner's now. */
    static DriverException taken(DatabaseTarget target, Presence.Foreign foreign) {
        var owner = foreign.owner();
        return DriverException.user(
                DatabaseReasons.DATABASE_TAKEN,
                "The database '" + target.databaseName() + "' on the server is not this Database's any more: it "
                        + (owner == null
                                ? "bears no mark of db-operator. Set spec.adoption to Always to take it up as it is"
                                : "belongs to the Database " + owner.namespace() + "/" + owner.name()
                                        + " of the cluster "
                                        + owner.cluster() + ". Return it, or delete this Database with deletionPolicy"
                                        + " Retain"));
    }
}
