package com.isotoma.dboperator.driver.cluster;

import com.isotoma.dboperator.crds.contract.EventNames;
import com.isotoma.dboperator.driver.support.Labels;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.Duration;
import java.time.Instant;

/**
 * Names the Event of a failure that goes on. Each attempt is a run of its own that knows of no other; so the name stands for
 * the failure, and for how long it has lasted: less than a minute, less than two, less than four, and so on. The API server
 * refuses a second Event of the same name.
 */
final class OngoingFailure {
    private static final int HASH_LENGTH = 16;

    private OngoingFailure() {}

    /**
     * @param since when the resource began to fail
     * @param what the failure itself: another one is told at once
     */
    static String eventName(HasMetadata about, Instant since, Instant now, String what) {
        var metadata = about.getMetadata();
        var episode = metadata.getUid() + '\n' + since + '\n' + interval(since, now) + '\n' + what;
        return EventNames.of(metadata.getName(), Labels.hash(episode).substring(0, HASH_LENGTH));
    }

    /** 0 in the first minute, 1 in the second, 2 in the next two, 3 in the next four … */
    static int interval(Instant since, Instant now) {
        long minutes = Math.max(0, Duration.between(since, now).toMinutes());
        return Long.SIZE - Long.numberOfLeadingZeros(minutes);
    }
}
