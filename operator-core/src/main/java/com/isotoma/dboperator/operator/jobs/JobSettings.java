package com.isotoma.dboperator.operator.jobs;

import com.isotoma.dboperator.crds.v1alpha1.Operation;
import java.time.Duration;

/**
 * How Jobs behave.
 *
 * @param operatorNamespace where Jobs run that need what is there, or whose own namespace is being deleted
 * @param backoffLimit how often the Job controller tries a pod again before the Job has failed
 * @param timeToLive how long a finished Job stays, which is also how long its repetition waits
 * @param createDeadline how long a {@code create} Job may take, all its tries together
 * @param backupDeadline the same for {@code backup}, {@code restore}, and {@code drop}, which may make a last backup
 */
public record JobSettings(
        String operatorNamespace,
        int backoffLimit,
        Duration timeToLive,
        Duration createDeadline,
        Duration backupDeadline) {

    Duration deadline(Operation operation) {
        return switch (operation) {
            case CREATE -> createDeadline;
            case BACKUP, RESTORE, VERIFY, DROP -> backupDeadline;
        };
    }
}
