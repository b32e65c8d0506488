package com.isotoma.dboperator.operator.decision;

import com.isotoma.dboperator.operator.decision.Decision.CreateJob;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A Backup or Restore that waits for its Database to be free. */
record Turn(String created, String name, CreateJob job) {
    /**
     * Oldest first. Of those of one second Backups come first, since a Restore made with them may be of one of them; then
     * the name decides, so that everybody picks the same one.
     */
    private static final Comparator<Turn> OLDEST_FIRST = Comparator.comparing(Turn::created)
            .thenComparing(turn -> turn.job().operation())
            .thenComparing(Turn::name);

    /** The Job of the one whose turn it is; empty when none waits. */
    static Optional<CreateJob> next(List<BackupFacts> backups, List<RestoreFacts> restores) {
        return Stream.concat(
                        backups.stream()
                                .filter(BackupFacts::waiting)
                                .map(b -> new Turn(b.created(), b.name(), Episodes.backup(b))),
                        restores.stream()
                                .filter(RestoreFacts::waiting)
                                .map(r -> new Turn(r.created(), r.name(), Episodes.restore(r))))
                .min(OLDEST_FIRST)
                .map(Turn::job);
    }
}
