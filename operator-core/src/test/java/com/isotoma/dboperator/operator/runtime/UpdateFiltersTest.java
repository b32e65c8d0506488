package com.isotoma.dboperator.operator.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import com.isotoma.dboperator.crds.v1alpha1.ApiGroup;
import com.isotoma.dboperator.crds.v1alpha1.Backup;
import com.isotoma.dboperator.crds.v1alpha1.BackupSchedule;
import com.isotoma.dboperator.crds.v1alpha1.BackupSpec;
import com.isotoma.dboperator.crds.v1alpha1.Database;
import com.isotoma.dboperator.crds.v1alpha1.Restore;
import com.isotoma.dboperator.crds.v1alpha1.StorageLocation;
import com.isotoma.dboperator.operator.backup.BackupKind;
import com.isotoma.dboperator.operator.database.DatabaseKind;
import com.isotoma.dboperator.operator.location.LocationKind;
import com.isotoma.dboperator.operator.restore.RestoreKind;
import com.isotoma.dboperator.operator.schedule.ScheduleKind;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UpdateFiltersTest {
    private static final String BEFORE = "{\"metadata\":{\"uid\":\"u\",\"generation\":1},\"status\":{\"phase\":%s}}";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"metadata\":{\"uid\":\"u\",\"generation\":2},\"status\":{\"phase\":\"Created\"}}",
                "{\"metadata\":{\"uid\":\"other\",\"generation\":1},\"status\":{\"phase\":\"Created\"}}",
                "{\"metadata\":{\"uid\":\"u\",\"generation\":1},\"status\":{\"phase\":\"BackupRequested\"}}",
                "{\"metadata\":{\"uid\":\"u\",\"generation\":1},\"status\":{\"phase\":\"Created\",\"activeBackup\":\"b\"}}",
                "{\"metadata\":{\"uid\":\"u\",\"generation\":1},\"status\":{\"phase\":\"Created\",\"activeRestore\":\"r\"}}",
                "{\"metadata\":{\"uid\":\"u\",\"generation\":1},\"status\":{\"phase\":\"Created\",\"observedGeneration\":1}}",
                "{\"metadata\":{\"uid\":\"u\",\"generation\":1,\"deletionTimestamp\":\"t\"},\"status\":{\"phase\":\"Created\"}}",
                "{\"metadata\":{\"uid\":\"u\",\"generation\":1,\"finalizers\":[\"f\"]},\"status\":{\"phase\":\"Created\"}}",
                "{\"metadata\":{\"uid\":\"u\",\"generation\":1,\"annotations\":{\"" + ApiGroup.REFRESH_ANNOTATION
                        + "\":\"x\"}},\"status\":{\"phase\":\"Created\"}}"
            })
    void whatTheRulesReadWakesADatabase(String now) {
        assertThat(DatabaseKind.KIND.concerned(database(now), database(BEFORE.formatted("\"Created\""))))
                .isTrue();
    }

    @Test
    void newsForPeopleWakeNobody() {
        var before = database(BEFORE.formatted("\"Created\""));
        var now = database("{\"metadata\":{\"uid\":\"u\",\"generation\":1,\"resourceVersion\":\"9\"},"
                + "\"status\":{\"phase\":\"Created\",\"message\":\"all is well\"}}");
        assertThat(DatabaseKind.KIND.concerned(now, before)).isFalse();

        var backup = backup(BEFORE.formatted("\"BackingUp\""));
        var progressed = backup("{\"metadata\":{\"uid\":\"u\",\"generation\":1},"
                + "\"status\":{\"phase\":\"BackingUp\",\"progress\":\"12 MiB\"}}");
        assertThat(BackupKind.KIND.concerned(progressed, backup)).isFalse();
        assertThat(BackupKind.KIND.concerned(backup(BEFORE.formatted("\"Completed\"")), backup))
                .isTrue();

        var wanted = backup(BEFORE.formatted("\"Completed\""));
        wanted.getMetadata().setAnnotations(Map.of(ApiGroup.VERIFY_ANNOTATION, "x"));
        assertThat(BackupKind.KIND.concerned(wanted, backup(BEFORE.formatted("\"Completed\""))))
                .isTrue();

        var restore = restore(BEFORE.formatted("\"Restoring\""));
        var restored = restore("{\"metadata\":{\"uid\":\"u\",\"generation\":1},"
                + "\"status\":{\"phase\":\"Restoring\",\"progress\":\"12 MiB\"}}");
        assertThat(RestoreKind.KIND.concerned(restored, restore)).isFalse();
        assertThat(RestoreKind.KIND.concerned(restore(BEFORE.formatted("\"Replacing\"")), restore))
                .isTrue();
    }

    @Test
    void whetherBackupsArePossibleIsSaidBySchedulesToo() {
        var before = database(BEFORE.formatted("\"Created\""));
        var now = database(
                "{\"metadata\":{\"uid\":\"u\",\"generation\":1},\"status\":{\"phase\":\"Created\","
                        + "\"conditions\":[{\"type\":\"BackupsPossible\",\"status\":\"False\",\"reason\":\"StorageFailed\"}]}}");

        assertThat(DatabaseKind.KIND.concerned(now, before)).isTrue();
        assertThat(DatabaseKind.KIND.concerned(now, now)).isFalse();
    }

    @Test
    void aLocationThatWasTriedOutIsLookedAtForTheNextTime() {
        var before = location("{\"lastCheckTime\": \"2026-01-01T00:00:00Z\", \"observedGeneration\": 1}");
        assertThat(LocationKind.KIND.concerned(
                        location("{\"lastCheckTime\": \"2026-01-01T01:00:00Z\", \"observedGeneration\": 1}"), before))
                .isTrue();
        assertThat(LocationKind.KIND.concerned(
                        location("{\"lastCheckTime\": \"2026-01-01T00:00:00Z\", \"observedGeneration\": 1,"
                                + " \"message\": \"for people\"}"),
                        before))
                .isFalse();
    }

    @Test
    void whatARunHasFoundOfTheScheduleIsSaidInACondition() {
        var before = schedule("{\"retention\": {\"keeps\": 1}}");

        assertThat(ScheduleKind.KIND.concerned(schedule("{\"retention\": {\"keeps\": 2}}"), before))
                .isFalse();
        assertThat(ScheduleKind.KIND.concerned(schedule("{\"places\": {\"possible\": \"False\"}}"), before))
                .isTrue();
    }

    private static BackupSchedule schedule(String status) {
        return Serialization.unmarshal(
                "{\"metadata\": {\"uid\": \"u\", \"generation\": 1}, \"status\": " + status + "}",
                BackupSchedule.class);
    }

    private static StorageLocation location(String status) {
        return Serialization.unmarshal(
                "{\"metadata\": {\"uid\": \"u\", \"generation\": 1}, \"status\": " + status + "}",
                StorageLocation.class);
    }

    private static Database database(String json) {
        return Serialization.unmarshal(json, Database.class);
    }

    private static Restore restore(String json) {
        return Serialization.unmarshal(json, Restore.class);
    }

    private static Backup backup(String json) {
        var backup = Serialization.unmarshal(json, Backup.class);
        backup.setSpec(new BackupSpec("shop"));
        return backup;
    }
}
