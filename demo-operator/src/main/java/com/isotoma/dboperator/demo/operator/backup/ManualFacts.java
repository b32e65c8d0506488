package com.isotoma.dboperator.demo.operator.backup;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known about a backup on request.
 *
 * @param request what makes this request differ from any other; null if none is made
 * @param notBefore when it may start; null for at once
 * @param served the request that was served last; null for none
 * @param job what is to be found under the Job's name
 * @param jobRequest the request that the Job serves, if it is ours
 */
record ManualFacts(
        @Nullable String request,
        @Nullable Instant notBefore,
        @Nullable String served,
        Job job,
        @Nullable String jobRequest,
        Instant now) {
    /** What is to be found under the Job's name. */
    public enum Job {
        /** Nothing. */
        NONE,
        /** Something that is not this resource's. */
        FOREIGN,
        /** One that is being removed. */
        LEAVING,
        /** One whose pods run, wait to run, or are tried again. */
        UNFINISHED,
        /** One that has ended, well or not. */
        FINISHED
    }
}
