package com.isotoma.dboperator.demo.v1alpha1;

import com.isotoma.dboperator.driver.spi.Explained;

/** Reasons of the conditions of the demo's resources. */
public final class DemoReasons {
    @Explained(meaning = "every member of a DatabaseCluster serves (Ready is True)")
    public static final String ALL_READY = "AllReady";

    @Explained(meaning = "members of a DatabaseCluster are starting or stopping", remedy = "wait, or look at its pods")
    public static final String WAITING = "Waiting";

    @Explained(meaning = "members of a DatabaseCluster are being replaced, since its spec has changed", remedy = "wait")
    public static final String UPDATING = "Updating";

    @Explained(meaning = "a DatabaseCluster has no members, as it asks for", remedy = "raise `amountPods` to wake it")
    public static final String RESTING = "Resting";

    @Explained(meaning = "what a DatabaseBackup's `manualTrigger` asks for is done or will be (Accepted is True)")
    public static final String ACCEPTED = "Accepted";

    @Explained(meaning = "a DatabaseBackup has a CronJob that makes its backups (Scheduled is True)")
    public static final String SCHEDULED = "Scheduled";

    @Explained(
            meaning = "a DatabaseBackup has no `scheduledTrigger`",
            remedy = "give one, if there should be backups by the clock")
    public static final String NOT_REQUESTED = "NotRequested";

    @Explained(
            meaning = "a trigger of a DatabaseBackup names none of its `repos`",
            remedy = "give the trigger the name of one")
    public static final String REPOSITORY_UNKNOWN = "RepositoryUnknown";

    @Explained(meaning = "`manualTrigger.time` is no moment", remedy = "write it as in `2026-04-20T02:59:43Z`")
    public static final String TIME_INVALID = "TimeInvalid";

    @Explained(
            meaning = "a DatabaseBackup has no `image`, and there is no Driver `demo-http` to take one from",
            remedy = "give an image, or apply that Driver")
    public static final String IMAGE_UNKNOWN = "ImageUnknown";

    @Explained(meaning = "the last backup of a DatabaseBackup is stored and checked (Succeeded is True)")
    public static final String BACKUP_SUCCEEDED = "BackupSucceeded";

    @Explained(
            meaning = "whether a backup could read the cluster's data; as a reason of Succeeded, that it could not",
            remedy = "the message says why the leader does not answer")
    public static final String DATA_READ = "DataRead";

    @Explained(
            meaning = "whether a backup is stored; as a reason of Succeeded, that it is not",
            remedy = "check bucket, endpoint and access key; the message says which of them")
    public static final String DATA_WRITTEN = "DataWritten";

    private DemoReasons() {}
}
