package com.isotoma.dboperator.operator.turn;

import com.isotoma.dboperator.operator.job.Decision.CreateJob;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A resource that waits for its Database to be free.
 *
 * @param created creation time as the API server writes it, which sorts as text
 * @param rank of those of one second, the kinds with the lower rank come first
 * @param job what it is due when its turn has come
 */
public record Turn(String created, int rank, String name, CreateJob job) {
    /** Oldest first; after the rank the name decides, so that every process picks the same one. */
    private static final Comparator<Turn> OLDEST_FIRST =
            Comparator.comparing(Turn::created).thenComparing(Turn::rank).thenComparing(Turn::name);

    /** The Job of the one whose turn it is; empty when none waits. */
    public static Optional<CreateJob> next(List<Turn> waiting) {
        return waiting.stream().min(OLDEST_FIRST).map(Turn::job);
    }
}
