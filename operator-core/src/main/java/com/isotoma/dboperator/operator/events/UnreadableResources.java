package com.isotoma.dboperator.operator.events;

import com.google.inject.Inject;
import com.isotoma.dboperator.crds.read.Unreadable;
import com.isotoma.dboperator.crds.read.UnreadableException;
import com.isotoma.dboperator.reasons.OperatorEvents;
import io.fabric8.kubernetes.api.model.HasMetadata;

/** Says on a resource that it cannot be read; whoever reconciles resources asks this first. Safe for use by several threads. */
public final class UnreadableResources {
    private final Reporter reporter;

    @Inject
    public UnreadableResources(Reporter reporter) {
        this.reporter = reporter;
    }

    /**
     * Whether the resource has nothing but its metadata, because the rest could not be read. Its owner is told by an Event, and
     * nothing else is to be done: a change of the resource brings it back.
     */
    public boolean refuse(HasMetadata resource) {
        var mark = Unreadable.of(resource);
        mark.ifPresent(why -> reporter.report(
                Report.warning(resource, OperatorEvents.UNREADABLE, "", UnreadableException.text(resource, why))));
        return mark.isPresent();
    }
}
