package com.isotoma.dboperator.driver.prune;

import com.isotoma.dboperator.crds.v1alpha1.RetentionStatus;
import com.isotoma.dboperator.driver.cluster.status.Conditions;
import com.isotoma.dboperator.reasons.RetentionReasons;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** What one application of a retention has done and left, for the schedule's status. */
final class Tally {
    private static final int NAMED = 100;
    private static final int NAMED_IN_MESSAGE = 3;

    final List<String> removed = new ArrayList<>();
    final List<String> wouldRemove = new ArrayList<>();
    final List<String> unaccounted = new ArrayList<>();
    /** Good ones of another server or database than today's; those that go are in the lists above as well. */
    final List<String> ofOthers = new ArrayList<>();

    final List<LastFull.Kept> keptBeyond = new ArrayList<>();

    /**
     * @param keeps how many completed backups are kept
     * @param everything whether there is no retention
     */
    PruneOutcome outcome(int keeps, boolean everything, boolean dryRun, Clock clock) {
        var status = new RetentionStatus(
                Conditions.now(clock),
                keeps,
                named(removed),
                named(wouldRemove),
                named(unaccounted),
                named(keptBeyond.stream().map(LastFull.Kept::name).toList()));
        var message = new StringBuilder("Keeps " + keeps + " completed backups");
        add(message, removed, " removed");
        add(
                message,
                wouldRemove,
                dryRun
                        ? " would be removed without dryRun"
                        : " held by a finalizer or a Restore, or with a copy in a place that is not known any more, or stored"
                                + " by another cluster");
        add(message, unaccounted, " not in the Database's bucket as stored, left alone");
        ofOthers.removeAll(removed);
        add(
                message,
                ofOthers,
                " of another server or database than today's, counted for themselves and kept until you delete them ("
                        + String.join(
                                ", ", ofOthers.stream().limit(NAMED_IN_MESSAGE).toList())
                        + (ofOthers.size() > NAMED_IN_MESSAGE ? ", …)" : ")"));
        if (!keptBeyond.isEmpty()) {
            message.append("; ").append(keptBeyond.getFirst().why());
        }
        return new PruneOutcome(reason(everything, dryRun), message.toString(), status, keptBeyond);
    }

    private static String reason(boolean everything, boolean dryRun) {
        if (everything) {
            return RetentionReasons.KEEPS_ALL;
        }
        return dryRun ? RetentionReasons.DRY_RUN : RetentionReasons.APPLIED;
    }

    private static void add(StringBuilder message, List<String> names, String what) {
        if (!names.isEmpty()) {
            message.append("; ").append(names.size()).append(what);
        }
    }

    private static List<String> named(List<String> names) {
        return names.stream().limit(NAMED).toList();
    }
}
