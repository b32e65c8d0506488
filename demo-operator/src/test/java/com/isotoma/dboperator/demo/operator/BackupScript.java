package com.isotoma.dboperator.demo.operator;

import com.isotoma.dboperator.crds.v1alpha1.Driver;
import com.isotoma.dboperator.crds.v1alpha1.DriverSpec;
import java.util.List;

/** A Driver demo-http that is a shell script: it looks at what it is told, and writes the condition Succeeded. */
final class BackupScript {
    /** A region with which a run takes a while. */
    static final String SLOW = "slow";

    private static final String SCRIPT = """
            set -eu
            test "$DB_OPERATOR_OPERATION" = database-backup
            test -n "$BACKUP_RESOURCE_NAME" && test -n "$NAMESPACE" && test -n "$JOB_UID" && test -n "$JOB_NAME"
            test "$CLOUD_OBJECT_STORAGE_SERVICE_ENDPOINT" = "http://127.0.0.1:1"
            test "$CLOUD_OBJECT_STORAGE_HMAC_ACCESS_KEY_ID:$CLOUD_OBJECT_STORAGE_HMAC_SECRET_ACCESS_KEY" = id:secret
            test "$CLOUD_OBJECT_STORAGE_REGION" != slow || sleep 5
            kubectl get databaseclusters -n "$NAMESPACE"
            kubectl apply --server-side --subresource=status --field-manager=container -f - <<EOF
            apiVersion: database.sample.third.party/v1alpha1
            kind: DatabaseBackup
            metadata: {name: "$BACKUP_RESOURCE_NAME", namespace: "$NAMESPACE"}
            status:
              conditions:
              - {type: Succeeded, status: "True", reason: BackupSucceeded, message: "by $JOB_NAME",
                 lastTransitionTime: "2026-01-01T00:00:00Z"}
            EOF
            """;

    private BackupScript() {}

    static Driver driver() {
        var driver = new Driver();
        driver.getMetadata().setName("demo-http");
        driver.setSpec(new DriverSpec(
                "db-operator/none:0",
                null,
                null,
                List.of("/bin/bash", "-c", SCRIPT),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null));
        return driver;
    }
}
