package com.isotoma.dboperator.operator.turn;

import com.isotoma.dboperator.crds.v1alpha1.ApiGroup;
import com.isotoma.dboperator.crds.v1alpha1.Database;
import com.isotoma.dboperator.crds.v1alpha1.DatabaseStatus;
import com.isotoma.dboperator.crds.v1alpha1.OneTimeWords;
import com.isotoma.dboperator.operator.job.Subject;
import java.util.Map;
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
    public static DatabaseFacts of(Database database) {
        var meta = database.getMetadata();
        var annotations = Objects.requireNonNullElse(meta.getAnnotations(), Map.<String, String>of());
        boolean held = database.hasFinalizer(ApiGroup.DATABASE_FINALIZER);
        return new DatabaseFacts(
                meta.getName(),
                meta.getUid(),
                Objects.requireNonNullElse(meta.getGeneration(), 0L),
                database.isMarkedForDeletion(),
                held,
                Objects.requireNonNullElse(database.getStatus(), DatabaseStatus.NONE),
                annotations.get(ApiGroup.REFRESH_ANNOTATION),
                OneTimeWords.of(database),
                held && annotations.containsKey(ApiGroup.USED_SECRETS_ANNOTATION));
    }

    /** The subject of Jobs that work on the Database itself. */
    public Subject subject() {
        return new Subject(Subject.DATABASE, name, uid);
    }

    /** Whether the server was last brought to this very spec, and what annotations asked for was served. */
    public boolean upToDate() {
        return Objects.equals(status.observedGeneration(), generation)
                && (refresh == null || refresh.equals(status.refreshed()))
                && words.notIn(status.words()).isEmpty();
    }
}
