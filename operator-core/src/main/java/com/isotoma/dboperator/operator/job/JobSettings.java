package com.isotoma.dboperator.operator.job;

import java.time.Duration;

/**
 * How Jobs behave.
 *
 * @param operatorNamespace where Jobs run that need what is there, or whose own namespace is being deleted
 * @param backoffLimit how often the Job controller tries a pod again before the Job has failed
 * @param timeToLive how long a finished Job stays, which is also how long its repetition waits
 * @param createDeadline how long a Job may take that moves no data, all its tries together
 * @param backupDeadline the same for one that may make, read or prove a backup
 * @param serverOperations how many Databases of one server a shared run works on at the same time
 * @param serverBackups how many operations that move data one server bears at the same time
 * @param linger how long a shared run that has nothing to do waits for more
 * @param startDeadline how long the pod of a Job may take to start
 */
public record JobSettings(
        String operatorNamespace,
        int backoffLimit,
        Duration timeToLive,
        Duration createDeadline,
        Duration backupDeadline,
        int serverOperations,
        int serverBackups,
        Duration linger,
        Duration startDeadline) {}
