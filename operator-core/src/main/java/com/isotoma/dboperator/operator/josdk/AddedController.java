package com.isotoma.dboperator.operator.josdk;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import java.util.function.BiPredicate;

/**
 * A controller that an {@link OperatorExtension} adds to the operator's own. It runs as they do: under the same lease, on
 * the same threads, in the same namespaces, with the same retries, and its informers are part of the operator's health.
 *
 * @param name its name in logs and metrics, which no other controller has
 * @param reconciler what is called for each resource; every call may be the first or the tenth. It asks {@link
 *     com.isotoma.dboperator.operator.events.UnreadableResources} first, since a resource may have nothing but its metadata. The simple name of its
 *     class is that of no other: the framework goes by it before it learns the name given here
 * @param concerned whether an update, given as now and before, is worth a call
 */
public record AddedController<R extends HasMetadata>(
        String name, Reconciler<R> reconciler, BiPredicate<R, R> concerned) {}
