package com.isotoma.dboperator.operator.runtime;

import com.isotoma.dboperator.operator.events.UnreadableResources;
import jakarta.inject.Inject;

/** What all controllers share. */
public record Watching(Caches caches, Signals signals, UnreadableResources unreadable) {
    @Inject
    public Watching {}
}
