package com.isotoma.dboperator.operator.decision;

import com.isotoma.dboperator.crds.v1alpha1.DatabaseStatus;
import com.isotoma.dboperator.crds.v1alpha1.OneTimeWords;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is known about a Database.
 *
 * @param held whether the drivers' finalizer is on it: without it, nothing was made on the server or nothing is left
 * @param refresh value of the annotation that asks for one more {@code create} run
 * @param words what its annotations allow once
 * @param marked whether what runs write into its metadata is there: the finalizer, and which Secrets it uses; other tools that
 *     write the resource take it away
 */
public record DatabaseFacts(
        String name,
        String uid,
        long generation,
        boolean deleting,
        boolean held,
        DatabaseStatus status,
        @Nullable String refresh,
        OneTimeWords words,
        boolean marked) {

    /** Whether the server was last brought to this very spec, and what annotations asked for was served. */
    boolean upToDate() {
        return Objects.equals(status.observedGeneration(), generation)
                && (refresh == null || refresh.equals(status.refreshed()))
                && words.notIn(status.words()).isEmpty();
    }
}
