package com.isotoma.dboperator.demo.operator.backup;

import com.isotoma.dboperator.crds.v1alpha1.Driver;
import com.isotoma.dboperator.crds.v1alpha1.DriverSpec;
import com.isotoma.dboperator.demo.v1alpha1.DatabaseBackup;
import com.isotoma.dboperator.demo.v1alpha1.DatabaseBackupSpec;
import com.isotoma.dboperator.demo.v1alpha1.ManualTrigger;
import com.isotoma.dboperator.demo.v1alpha1.Repository;
import com.isotoma.dboperator.demo.v1alpha1.ScheduledTrigger;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Resources for tests. */
final class Samples {
    static final Repository FULL =
            new Repository("full", "s3", "keys", "http://store:9000", "eu-geo", "nightly-", "https://iam");
    static final Repository PLAIN = new Repository("plain", null, null, "store.example", null, null, null);

    private Samples() {}

    static DatabaseBackup backup(@Nullable String image) {
        var backup = new DatabaseBackup();
        backup.getMetadata().setName("archive");
        backup.getMetadata().setNamespace("team");
        backup.getMetadata().setUid("uid-1");
        backup.setSpec(spec(image, null, null));
        return backup;
    }

    static DatabaseBackupSpec spec(
            @Nullable String image, @Nullable ManualTrigger manual, @Nullable ScheduledTrigger scheduled) {
        return new DatabaseBackupSpec(List.of(FULL, PLAIN), manual, scheduled, image, null);
    }

    static Driver driver() {
        var driver = new Driver();
        driver.getMetadata().setName(BackupImage.DRIVER);
        driver.setSpec(new DriverSpec(
                "driver:1",
                "Never",
                null,
                List.of("run"),
                List.of("-v"),
                Map.of("TOOL", "x", "NAMESPACE", "elsewhere", "DB_OPERATOR_OPERATION", "drop"),
                null,
                null,
                null,
                null,
                "other-account",
                null,
                null));
        return driver;
    }
}
