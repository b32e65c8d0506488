package com.isotoma.dboperator.operator.turn;

import com.isotoma.dboperator.operator.job.Decision.CreateJob;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A kind whose resources take turns at Databases, as Backups and Restores do. Each such kind contributes one; the
 * Database's own slice asks all of them and knows none by name.
 */
public interface TurnKind {
    /** The resources that wait for this Database to be free. */
    List<Turn> waiting(String namespace, String database);

    /** The Job of the resource that has the Database now, as its status says; empty if none of this kind has it. */
    Optional<CreateJob> active(String namespace, DatabaseFacts database);

    /** How long until a resource waits that does not do so yet; empty if there is none. */
    Optional<Duration> nextWaiting(String namespace, String database);

    /** Whether a resource of a Database that is gone needs a run to end it, with the rights of that Database. */
    boolean unended(String namespace, String database);
}
