package com.isotoma.dboperator.demo.operator.backup;

import com.isotoma.dboperator.crds.contract.RunVariables;
import com.isotoma.dboperator.crds.v1alpha1.DriverSpec;
import com.isotoma.dboperator.demo.v1alpha1.DatabaseBackup;
import com.isotoma.dboperator.demo.v1alpha1.Repository;
import com.isotoma.dboperator.operator.job.PodEnvironment;
import io.fabric8.kubernetes.api.model.EnvVar;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** What a backup's container is told. */
final class BackupEnvironment {
    private static final String STORE = "CLOUD_OBJECT_STORAGE_";
    private static final String DEFAULT_REGION = "us-east-1";
    private static final String DEFAULT_PREFIX = "database-backup-";

    private BackupEnvironment() {}

    /** The same for the Job and for every Job of the CronJob, however it was made. */
    static List<EnvVar> of(DatabaseBackup backup, Repository repository, DriverSpec driver) {
        var secret = Objects.requireNonNullElse(repository.secretName(), repository.name());
        var told = List.of(
                PodEnvironment.variable(RunVariables.OPERATION, "database-backup"),
                PodEnvironment.variable("BACKUP_RESOURCE_NAME", BackupNames.of(backup)),
                PodEnvironment.field("NAMESPACE", "metadata.namespace"),
                PodEnvironment.field("JOB_NAME", "metadata.labels['batch.kubernetes.io/job-name']"),
                PodEnvironment.field("JOB_UID", "metadata.labels['batch.kubernetes.io/controller-uid']"),
                PodEnvironment.variable(
                        STORE + "REGION", Objects.requireNonNullElse(repository.cosRegion(), DEFAULT_REGION)),
                PodEnvironment.variable(STORE + "SERVICE_ENDPOINT", repository.serviceEndpoint()),
                PodEnvironment.variable(
                        STORE + "BUCKET_NAME_PREFIX",
                        Objects.requireNonNullElse(repository.bucketNamePrefix(), DEFAULT_PREFIX)),
                PodEnvironment.secret(STORE + "HMAC_ACCESS_KEY_ID", secret, "HmacAccessKeyId"),
                PodEnvironment.secret(STORE + "HMAC_SECRET_ACCESS_KEY", secret, "HmacSecretAccessKey"));
        return PodEnvironment.of(
                driver.env(), told.stream().map(EnvVar::getName).collect(Collectors.toUnmodifiableSet()), told);
    }
}
