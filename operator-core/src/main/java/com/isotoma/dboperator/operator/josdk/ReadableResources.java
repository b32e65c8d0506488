package com.isotoma.dboperator.operator.josdk;

import com.isotoma.dboperator.crds.read.Unreadable;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Function;

/** What the informers are given, made safe for resources of which only the metadata could be read. */
final class ReadableResources {
    private ReadableResources() {}

    /** An index that has no entry for what cannot be read. */
    static <R extends HasMetadata> Function<R, List<String>> keys(Function<R, String> key) {
        return resource -> Unreadable.readable(resource) ? List.of(key.apply(resource)) : List.of();
    }

    /** A filter of updates that lets through whatever could not be read before or cannot be read now. */
    static <R extends HasMetadata> BiPredicate<R, R> concerned(BiPredicate<R, R> filter) {
        return (now, before) -> !Unreadable.readable(now) || !Unreadable.readable(before) || filter.test(now, before);
    }
}
