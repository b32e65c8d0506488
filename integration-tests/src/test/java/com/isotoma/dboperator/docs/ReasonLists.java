package com.isotoma.dboperator.docs;

import com.isotoma.dboperator.crds.contract.StatusConditions;
import com.isotoma.dboperator.crds.v1alpha1.BackupScheduleStatus;
import com.isotoma.dboperator.crds.v1alpha1.BackupStatus;
import com.isotoma.dboperator.crds.v1alpha1.DatabaseServerStatus;
import com.isotoma.dboperator.crds.v1alpha1.DatabaseStatus;
import com.isotoma.dboperator.crds.v1alpha1.DatabaseUserStatus;
import com.isotoma.dboperator.crds.v1alpha1.RestoreStatus;
import com.isotoma.dboperator.crds.v1alpha1.StorageLocationStatus;
import com.isotoma.dboperator.demo.v1alpha1.DemoReasons;
import com.isotoma.dboperator.driver.spi.Explained;
import com.isotoma.dboperator.driver.spi.Reasons;
import com.isotoma.dboperator.driver.storage.SignatureReasons;
import com.isotoma.dboperator.reasons.BackupReasons;
import com.isotoma.dboperator.reasons.DatabaseReasons;
import com.isotoma.dboperator.reasons.DriverEvents;
import com.isotoma.dboperator.reasons.EndReasons;
import com.isotoma.dboperator.reasons.LocationReasons;
import com.isotoma.dboperator.reasons.ObjectReasons;
import com.isotoma.dboperator.reasons.OperatorEvents;
import com.isotoma.dboperator.reasons.RestoreReasons;
import com.isotoma.dboperator.reasons.RetentionReasons;
import com.isotoma.dboperator.reasons.ScheduleReasons;
import com.isotoma.dboperator.reasons.ServerReasons;
import com.isotoma.dboperator.reasons.UserReasons;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Where the words of conditions and Events are explained. */
final class ReasonLists {
    /** Kinds, and the classes with the types of their conditions. */
    static final List<Map.Entry<String, Class<?>>> CONDITIONS = List.of(
            Map.entry("Database, Backup and Restore", StatusConditions.class),
            Map.entry("Database", DatabaseStatus.class),
            Map.entry("DatabaseUser", DatabaseUserStatus.class),
            Map.entry("Backup", BackupStatus.class),
            Map.entry("Restore", RestoreStatus.class),
            Map.entry("BackupSchedule", BackupScheduleStatus.class),
            Map.entry("StorageLocation", StorageLocationStatus.class),
            Map.entry("DatabaseServer", DatabaseServerStatus.class));

    static final List<Section> SECTIONS = List.of(
            new Section(
                    "Errors",
                    "Reasons of `Ready` of a Database, of `Complete` and `Failed` of a Backup or Restore, of `Verified` of a"
                            + " Backup, of `Pruned` of a BackupSchedule and of all of a StorageLocation. An Event of the same reason has the same"
                            + " message. Drivers of your own may add others.",
                    Reasons.class),
            new Section("Database", "Further reasons of `Ready`.", DatabaseReasons.class),
            new Section("DatabaseUser", "Of `Ready`, beside the errors above.", UserReasons.class),
            new Section("Backup", "Further reasons of its conditions.", BackupReasons.class),
            new Section(
                    "Restore",
                    "While it is under way, the reason is its phase: `Starting`, `BackingUp`, `Restoring`, `Replacing`; see"
                            + " [state-diagram.md](state-diagram.md).",
                    RestoreReasons.class),
            new Section(
                    "Backup and Restore: SignatureVerified",
                    "Also of `Failed` of a Restore, and of `Verified` of a Backup, where the signature is why.",
                    SignatureReasons.class),
            new Section(
                    "Backup and Restore: why it has failed, though nothing went wrong",
                    "Reasons of `Failed`.",
                    EndReasons.class),
            new Section(
                    "BackupSchedule: Accepted and Ready",
                    "The operator writes an Event of the same reason while `Ready` is False, and the runs one when they find"
                            + " no Database or a Backup of somebody else.",
                    ScheduleReasons.class),
            new Section(
                    "Objects that a resource needs",
                    "Reasons of `Ready` of a BackupSchedule whose CronJob cannot be as it should, and of the demo's resources.",
                    ObjectReasons.class),
            new Section("BackupSchedule: Pruned", "Beside the errors above.", RetentionReasons.class),
            new Section("StorageLocation", "Beside the errors above, and `Pending`.", LocationReasons.class),
            new Section(
                    "DatabaseServer",
                    "Of its conditions, beside the errors above; and of `Ready` of a Database that may not use the one which it"
                            + " names.",
                    ServerReasons.class),
            new Section("Events of the drivers", "On the resource that they are about.", DriverEvents.class),
            new Section(
                    "Events of the operator",
                    "On the resource that waits: what the operator alone can know, since it writes no Database and no"
                            + " Backup.",
                    OperatorEvents.class),
            new Section(
                    "The demo",
                    "Of `Ready` of a DatabaseCluster; of `Accepted`, `Scheduled` and `Succeeded` of a DatabaseBackup. Where a"
                            + " backup has failed, the reason of `Succeeded` is the type of the condition that says why; see"
                            + " [demo.md](demo.md).",
                    DemoReasons.class));

    private ReasonLists() {}

    /**
     * @param introduction what stands before the table
     * @param words the class that has the words
     */
    record Section(String heading, String introduction, Class<?> words) {}

    /** The constants of a class that hold words, in the order of its source. */
    static List<Field> words(Class<?> type) {
        return Arrays.stream(type.getDeclaredFields())
                .filter(field -> Modifier.isStatic(field.getModifiers()) && field.getType() == String.class)
                .toList();
    }

    static String word(Field field) {
        try {
            return String.valueOf(field.get(null));
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(field + " has to be public", e);
        }
    }

    static Explained explained(Field field) {
        var explained = field.getAnnotation(Explained.class);
        if (explained == null) {
            throw new IllegalStateException(field + " has to be @Explained");
        }
        return explained;
    }
}
