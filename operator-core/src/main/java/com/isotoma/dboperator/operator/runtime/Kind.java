package com.isotoma.dboperator.operator.runtime;

import com.isotoma.dboperator.crds.read.Unreadable;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A kind of resource that a controller works on: how it is watched, and what is kept of it.
 *
 * @param controller name of its controller in logs and metrics, which no other has
 * @param reads what its rules read besides the metadata: an update that changes none of it wakes nobody
 * @param pruning drops what the operator never reads before a resource is kept; null to keep all of it
 * @param database name of the Database of its namespace that a resource works for; null for a kind that works for none
 * @param everywhere whether it is watched in the whole cluster, whichever namespaces are watched
 */
public record Kind<R extends HasMetadata>(
        Class<R> type,
        String controller,
        Function<R, List<@Nullable Object>> reads,
        @Nullable Consumer<R> pruning,
        @Nullable Function<R, String> database,
        boolean everywhere) {
    /** One of which every field is kept and only the metadata is read. */
    public static <R extends HasMetadata> Kind<R> of(Class<R> type, String controller) {
        return new Kind<>(type, controller, resource -> List.of(), null, null, false);
    }

    public Kind<R> reading(Function<R, List<@Nullable Object>> reads) {
        return new Kind<>(type, controller, reads, pruning, database, everywhere);
    }

    public Kind<R> pruned(Consumer<R> pruning) {
        return new Kind<>(type, controller, reads, pruning, database, everywhere);
    }

    public Kind<R> ofDatabase(Function<R, String> database) {
        return new Kind<>(type, controller, reads, pruning, database, everywhere);
    }

    public Kind<R> watchedEverywhere() {
        return new Kind<>(type, controller, reads, pruning, database, true);
    }

    /** Whether an update is worth a call; always, for what could not be read before or cannot be read now. */
    boolean concerned(R now, R before) {
        return !Unreadable.readable(now)
                || !Unreadable.readable(before)
                || !read(now).equals(read(before));
    }

    private List<@Nullable Object> read(R resource) {
        var meta = resource.getMetadata();
        return Arrays.asList(
                meta.getUid(),
                meta.getGeneration(),
                meta.getDeletionTimestamp(),
                List.copyOf(meta.getFinalizers()),
                reads.apply(resource));
    }
}
