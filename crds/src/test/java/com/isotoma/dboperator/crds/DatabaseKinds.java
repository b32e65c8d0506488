package com.isotoma.dboperator.crds;

import static com.isotoma.dboperator.crds.CrdKind.column;
import static com.isotoma.dboperator.crds.CrdKind.wide;

import com.isotoma.dboperator.crds.v1alpha1.ApiGroup;
import com.isotoma.dboperator.crds.v1alpha1.Backup;
import com.isotoma.dboperator.crds.v1alpha1.BackupSchedule;
import com.isotoma.dboperator.crds.v1alpha1.Database;
import com.isotoma.dboperator.crds.v1alpha1.DatabaseServer;
import com.isotoma.dboperator.crds.v1alpha1.DatabaseUser;
import com.isotoma.dboperator.crds.v1alpha1.Driver;
import com.isotoma.dboperator.crds.v1alpha1.Restore;
import com.isotoma.dboperator.crds.v1alpha1.StorageLocation;
import io.fabric8.kubernetes.api.model.apiextensions.v1.ValidationRule;
import io.fabric8.kubernetes.api.model.apiextensions.v1.ValidationRuleBuilder;
import java.util.List;
import java.util.Optional;

/** The kinds of {@code db.isotoma.com}. */
final class DatabaseKinds {
    private static final List<String> CATEGORIES = List.of(ApiGroup.CATEGORY);

    /** Of the whole resource, since the spec's own rules do not see the status. */
    private static final ValidationRule NAME_STAYS = new ValidationRuleBuilder()
            .withRule(
                    "!has(oldSelf.status) || !has(oldSelf.status.databaseName)"
                            + " || (has(self.spec.name) ? self.spec.name : '') == (has(oldSelf.spec.name) ? oldSelf.spec.name : '')")
            .withMessage(
                    "name cannot be changed any more, since the database on the server is not renamed: create another"
                            + " Database")
            .withFieldPath(".spec.name")
            .build();

    static final List<CrdKind> ALL = List.of(
            new CrdKind(
                    Database.class,
                    "A database, its user and its Secret on a server that exists already.",
                    CATEGORIES,
                    List.of(
                            column("Driver", "string", ".spec.driver"),
                            column("Phase", "string", ".status.phase"),
                            column("Ready", "string", ".status.conditions[?(@.type==\"Ready\")].status"),
                            column("Reason", "string", ".status.conditions[?(@.type==\"Ready\")].reason"),
                            column("Secret", "string", ".status.binding.name"),
                            column("Last Backup", "date", ".status.lastBackup.completedAt"),
                            column("Age", "date", ".metadata.creationTimestamp"),
                            wide("Server", "string", ".spec.server"),
                            wide("Database", "string", ".status.databaseName"),
                            wide("Message", "string", ".status.conditions[?(@.type==\"Ready\")].message")),
                    status("Ready"),
                    List.of("options"),
                    Optional.of(NAME_STAYS)),
            new CrdKind(
                    Backup.class,
                    "One backup of one Database. It outlives its Database.",
                    CATEGORIES,
                    List.of(
                            column("Database", "string", ".spec.database"),
                            column("Phase", "string", ".status.phase"),
                            column("Reason", "string", ".status.conditions[?(@.type==\"Ready\")].reason"),
                            column("Verified", "string", ".status.conditions[?(@.type==\"Verified\")].status"),
                            column("Bytes", "integer", ".status.sizeBytes"),
                            column("Completed", "date", ".status.completedAt"),
                            column("Age", "date", ".metadata.creationTimestamp"),
                            wide("Message", "string", ".status.message"),
                            wide("Destination", "string", ".status.destination")),
                    status("Complete"),
                    List.of(),
                    Optional.empty()),
            new CrdKind(
                    Restore.class,
                    "One filling of one Database from a stored backup.",
                    CATEGORIES,
                    List.of(
                            column("Database", "string", ".spec.database"),
                            column("Phase", "string", ".status.phase"),
                            column("Reason", "string", ".status.conditions[?(@.type==\"Ready\")].reason"),
                            column("Backup", "string", ".status.backup"),
                            column("Completed", "date", ".status.completedAt"),
                            column("Age", "date", ".metadata.creationTimestamp"),
                            wide("Message", "string", ".status.message"),
                            wide("Safety Backup", "string", ".status.safetyBackup"),
                            wide("Source", "string", ".status.source")),
                    status("Complete"),
                    List.of(),
                    Optional.empty()),
            new CrdKind(
                    DatabaseUser.class,
                    "A further user of one Database, with rights and a Secret of its own.",
                    CATEGORIES,
                    List.of(
                            column("Database", "string", ".spec.database"),
                            column("Access", "string", ".spec.access"),
                            column("Ready", "string", ".status.conditions[?(@.type==\"Ready\")].status"),
                            column("Reason", "string", ".status.conditions[?(@.type==\"Ready\")].reason"),
                            column("Secret", "string", ".status.binding.name"),
                            column("Age", "date", ".metadata.creationTimestamp"),
                            wide("Phase", "string", ".status.phase"),
                            wide("Username", "string", ".status.username"),
                            wide("Message", "string", ".status.conditions[?(@.type==\"Ready\")].message")),
                    status("Ready"),
                    List.of(),
                    Optional.empty()),
            new CrdKind(
                    BackupSchedule.class,
                    "Makes Backups of one Database by the clock, and removes those that need not be kept.",
                    CATEGORIES,
                    List.of(
                            column("Database", "string", ".spec.database"),
                            column("Schedule", "string", ".spec.schedule"),
                            column("Suspend", "boolean", ".spec.suspend"),
                            column("Ready", "string", ".status.conditions[?(@.type==\"Ready\")].status"),
                            column("Last Backup", "string", ".status.lastBackup.phase"),
                            column("Last Success", "date", ".status.lastSuccessfulTime"),
                            column("Next", "string", ".status.nextScheduleTime"),
                            column("Age", "date", ".metadata.creationTimestamp"),
                            wide("Keeps", "integer", ".status.retention.keeps"),
                            wide("Message", "string", ".status.conditions[?(@.type==\"Ready\")].message")),
                    Optional.of(new CrdKind.Status(
                            "What came of it. The operator writes it, and the runs what retention came to.",
                            "Ready",
                            "The operator has not looked yet",
                            false)),
                    List.of(),
                    // Its CronJob has the same name, and a Backup's is made of it.
                    Optional.of(new ValidationRuleBuilder()
                            .withRule("self.metadata.name.matches('^[a-z0-9]([-a-z0-9]{0,50}[a-z0-9])?$')")
                            .withMessage("the name of a BackupSchedule is that of its CronJob and the beginning of its"
                                    + " Backups' names: give it lower case letters, digits and dashes, at most 52")
                            .build())),
            new CrdKind(
                    StorageLocation.class,
                    "A place for the backups of many namespaces, with credentials that none of them can read.",
                    CATEGORIES,
                    List.of(
                            column("Ready", "string", ".status.conditions[?(@.type==\"Ready\")].status"),
                            column("Reason", "string", ".status.conditions[?(@.type==\"Ready\")].reason"),
                            column("Bucket", "string", ".spec.s3.bucket"),
                            column("Checked", "date", ".status.lastCheckTime"),
                            column("Age", "date", ".metadata.creationTimestamp"),
                            wide("Prefix", "string", ".spec.s3.prefix"),
                            wide("Endpoint", "string", ".spec.s3.endpoint"),
                            wide("Message", "string", ".status.message")),
                    Optional.of(new CrdKind.Status(
                            "What came of trying it out. Only the runs that do so write it.",
                            "Ready",
                            "No run has tried this out yet",
                            false)),
                    List.of(),
                    Optional.empty()),
            new CrdKind(
                    DatabaseServer.class,
                    "A database server for the Databases of many namespaces, with an admin account that none of them can"
                            + " read.",
                    CATEGORIES,
                    List.of(
                            column("Driver", "string", ".spec.driver"),
                            column("Ready", "string", ".status.conditions[?(@.type==\"Ready\")].status"),
                            column("Reason", "string", ".status.conditions[?(@.type==\"Ready\")].reason"),
                            column("Version", "string", ".status.check.version"),
                            column("Databases", "integer", ".status.databases"),
                            column("Checked", "date", ".status.check.lastCheckTime"),
                            column("Age", "date", ".metadata.creationTimestamp"),
                            wide("Identity", "string", ".status.check.identity"),
                            wide("Message", "string", ".status.conditions[?(@.type==\"Ready\")].message")),
                    Optional.of(new CrdKind.Status(
                            "How it stands. The operator writes it, and the runs what the server says of itself.",
                            "Ready",
                            "The operator has not looked yet",
                            false)),
                    List.of(),
                    Optional.empty()),
            new CrdKind(
                    Driver.class,
                    "The container that works for one kind of database server.",
                    CATEGORIES,
                    List.of(
                            column("Image", "string", ".spec.image"),
                            column("Age", "date", ".metadata.creationTimestamp")),
                    Optional.empty(),
                    List.of(),
                    Optional.empty()));

    private DatabaseKinds() {}

    private static Optional<CrdKind.Status> status(String condition) {
        return Optional.of(new CrdKind.Status(
                "What has been reached. Only the driver's runs write it.",
                condition,
                "No run has picked this up yet",
                true));
    }
}
