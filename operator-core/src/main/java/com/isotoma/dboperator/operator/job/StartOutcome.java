package com.isotoma.dboperator.operator.job;

import io.fabric8.kubernetes.api.model.batch.v1.Job;

/** What became of the attempt to start a Job. */
public sealed interface StartOutcome {
    /** It was created now. */
    record Started(Job job) implements StartOutcome {}

    /** It exists already, by another operator's hand or because the cache was stale: just as good. */
    record Existing(Job job) implements StartOutcome {}

    /** The API server does not want it, and says why. Trying again helps only when somebody changes something. */
    record Refused(String message) implements StartOutcome {}

    /** It makes no sense at the moment; the reason says why. */
    record Postponed(String reason) implements StartOutcome {}
}
