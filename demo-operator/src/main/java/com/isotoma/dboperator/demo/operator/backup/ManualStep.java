package com.isotoma.dboperator.demo.operator.backup;

import java.time.Instant;

/** What is to be done about a backup on request at this moment. */
sealed interface ManualStep {
    /** Nothing: no request is made. */
    record Idle() implements ManualStep {}

    /** Nothing any more: the request was served. */
    record Served(String request) implements ManualStep {}

    /** Nothing yet. */
    record WaitUntil(Instant moment) implements ManualStep {}

    /** Nothing yet: an earlier request's Job has not ended, or has not gone. */
    record WaitForJob() implements ManualStep {}

    /** Remove the Job of an earlier request, which has ended. */
    record RemoveJob() implements ManualStep {}

    /** Start the Job. */
    record StartJob(String request) implements ManualStep {}

    /** Nothing: somebody else's Job has the name. */
    record Blocked() implements ManualStep {}
}
