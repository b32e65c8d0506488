package com.isotoma.dboperator.operator.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.isotoma.dboperator.crds.v1alpha1.Backup;
import com.isotoma.dboperator.crds.v1alpha1.Database;
import com.isotoma.dboperator.crds.v1alpha1.DatabaseServer;
import com.isotoma.dboperator.crds.v1alpha1.Operation;
import com.isotoma.dboperator.crds.v1alpha1.Restore;
import com.isotoma.dboperator.crds.v1alpha1.StorageLocation;
import com.isotoma.dboperator.operator.Slices;
import com.isotoma.dboperator.operator.view.FixedView;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

/** Where Jobs run, and which locations they are for. */
class PlacementTest {
    private static final String BUCKET = "{s3: {bucket: b}}";
    private static final String LOCATION = "{location: offsite}";

    private final FixedView view = new FixedView();

    PlacementTest() {
        location("offsite", "team");
        location("others", "somebody-else");
    }

    @ParameterizedTest
    @FieldSource("com.isotoma.dboperator.crds.v1alpha1.Operation#COMMON")
    void withoutALocationEverythingRunsInItsOwnNamespace(Operation operation) {
        database("shop", BUCKET, "BackupThenDelete");
        backup("b", null, "Completed");
        restore("from: {latest: {}}");
        assertThat(central(operation)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"create, false", "backup, true", "verify, true", "restore, true", "drop, true"})
    void whatTouchesTheBackupsOfADatabaseWithALocationRunsInTheOperatorsNamespace(String operation, boolean central) {
        database("shop", LOCATION, "BackupThenDelete");
        backup("b", null, null);
        restore("from: {url: 's3://b/k'}");
        assertThat(central(new Operation(operation))).isEqualTo(central);
    }

    @Test
    void aBackupThatSaysItselfWhereItGoesIsTakenAtItsWord() {
        database("shop", LOCATION, "BackupThenDelete");
        backup("b", "[" + BUCKET + "]", null);
        assertThat(central(Operation.BACKUP)).isFalse();

        backup("mixed", "[" + BUCKET + ", " + LOCATION + "]", null);
        assertThat(placement(Operation.BACKUP, "mixed", null).central()).isTrue();
        assertThat(placement(Operation.VERIFY, "mixed", null).central()).isTrue();
        assertThat(placement(Operation.BACKUP, null, null).central())
                .as("one that nobody has named goes where the Database says")
                .isTrue();
        assertThat(placement(Operation.BACKUP, "gone", null).central()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "from: {backup: b}                                       | true",
                "from: {latest: {}}                                      | true",
                "from: {latest: {database: other}}                       | true",
                "from: {latest: {database: nobody}}                      | false",
                "from: {url: 's3://b/k'}                                 | false",
                "from: {url: 's3://b/k'}, storage: {location: offsite}   | true",
                "from: {backup: b}, storage: {s3: {bucket: b}}           | false"
            })
    void aRestoreRunsWhereItsSourceCanBeOpened(String spec, boolean central) {
        database("shop", BUCKET, "BackupThenDelete");
        database("other", LOCATION, "BackupThenDelete");
        view.add(Backup.class, """
                metadata: {name: of-other, namespace: team}
                spec: {database: other}
                status: {phase: Completed}
                """);
        backup("b", "[" + LOCATION + "]", "Completed");
        restore(spec);
        assertThat(central(Operation.RESTORE)).isEqualTo(central);
    }

    @Test
    void aBackupBeforeTheRestoreGoesWhereTheDatabaseSays() {
        database("shop", LOCATION, "BackupThenDelete");
        restore("from: {url: 's3://b/k'}, storage: {s3: {bucket: b}}, overwrite: AfterBackup");
        assertThat(central(Operation.RESTORE)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"Delete, , false", "Retain, , false", "Delete, Completed, false", "Delete, BackingUp, true"})
    void aDeletionWithoutALastBackupNeedsLocationsOnlyForBackupsThatHaveNotEnded(
            String policy, @Nullable String phase, boolean central) {
        database("shop", LOCATION, policy);
        backup("b", null, phase);
        assertThat(central(Operation.DROP)).isEqualTo(central);
    }

    @Test
    void nothingRunsInTheOperatorsNamespaceForALocationThatIsNotForThisNamespace() {
        database("shop", BUCKET, "BackupThenDelete");
        backup("refused", "[{location: others}, {location: nowhere}, " + BUCKET + "]", null);
        var placement = placement(Operation.BACKUP, "refused", null);
        assertThat(placement.central()).isFalse();
        assertThat(placement.refused()).containsExactly("others");
        assertThat(placement.unknown()).containsExactly("nowhere");
        assertThat(placement.notAllowed()).containsExactly("nowhere", "others");

        backup("both", "[{location: others}, " + LOCATION + "]", null);
        assertThat(placement(Operation.BACKUP, "both", null).central())
                .as("the other copy is made")
                .isTrue();
    }

    @ParameterizedTest
    @FieldSource("com.isotoma.dboperator.crds.v1alpha1.Operation#COMMON")
    void allRunsOfADatabaseOnADatabaseServerAreWhereItsAdminIs(Operation operation) {
        server("main", "team", "");
        database("shop", "main");
        assertThat(central(operation)).isTrue();
        assertThat(placement(operation, null, null).server()).isNull();
    }

    @Test
    void nothingRunsWhereTheAdminIsOfAServerThatIsNotForThisNamespace() {
        server("main", "somebody-else", "");
        for (var named : new String[] {"main", "nowhere"}) {
            database("shop", named);
            var placement = placement(Operation.CREATE, null, null);
            assertThat(placement.central()).as(named).isFalse();
            assertThat(placement.server()).isEqualTo(named);
            view.remove(Database.class);
        }
    }

    @Test
    void backupsGoWhereTheServerSaysIfTheDatabaseSaysNothing() {
        server("main", "team", ", backupTo: {location: offsite}");
        database("shop", "main");
        backup("b", null, null);
        assertThat(locations(Operation.BACKUP, "b")).containsExactly("offsite");
        assertThat(locations(Operation.DROP, null)).contains("offsite");

        backup("own", "[{location: others}]", null);
        assertThat(locations(Operation.BACKUP, "own")).containsExactly("others");
    }

    private List<String> locations(Operation operation, @Nullable String backup) {
        var subject =
                backup != null ? new Subject("Backup", backup, null) : new Subject(Subject.DATABASE, "shop", null);
        return new Slices(view)
                .operations()
                .of(operation)
                .locations()
                .of(view, "team", "shop", subject)
                .distinct()
                .toList();
    }

    private void server(String name, String namespace, String more) {
        view.add(DatabaseServer.class, """
                metadata: {name: %s}
                spec: {driver: d, connect: {}, allowedNamespaces: [%s]%s}
                """.formatted(name, namespace, more));
    }

    private void database(String name, String server) {
        view.add(Database.class, """
                metadata: {name: %s, namespace: team}
                spec: {server: %s}
                """.formatted(name, server));
    }

    private boolean central(Operation operation) {
        return placement(
                        operation,
                        operation.equals(Operation.BACKUP) || operation.equals(Operation.VERIFY) ? "b" : null,
                        operation.equals(Operation.RESTORE) ? "r" : null)
                .central();
    }

    private Placement placement(Operation operation, @Nullable String backup, @Nullable String restore) {
        Subject subject = backup != null
                ? new Subject("Backup", backup, null)
                : restore != null ? new Subject("Restore", restore, null) : new Subject(Subject.DATABASE, "shop", null);
        var used = new Slices(view).operations().of(operation).locations().of(view, "team", "shop", subject);
        return Placement.of(used, view, "team").on(view.database("team", "shop").orElseThrow(), view);
    }

    private void location(String name, String namespace) {
        location(name, namespace, "bucket: of-" + name, "2026-01-01T00:00:00Z");
    }

    private void location(String name, String namespace, String s3, String created) {
        view.add(StorageLocation.class, """
                metadata: {name: %s, creationTimestamp: '%s'}
                spec: {s3: {%s}, allowedNamespaces: [%s]}
                """.formatted(name, created, s3, namespace));
    }

    @Test
    void noRunIsStartedForALocationThatSharesFoldersWithAnOlderOne() {
        location("inner", "team", "bucket: of-offsite, prefix: x", "2026-01-02T00:00:00Z");
        database("shop", "{location: inner}", "BackupThenDelete");
        backup("b", null, null);
        for (var operation : new Operation[] {Operation.BACKUP, Operation.VERIFY, Operation.DROP}) {
            var placement = placement(operation, operation.equals(Operation.DROP) ? null : "b", null);
            assertThat(placement.central()).as(operation.word()).isFalse();
            assertThat(placement.nested()).containsExactly("inner");
            assertThat(placement.notAllowed()).isEmpty();
        }

        backup("both", "[{location: offsite}, {location: inner}]", null);
        var placement = placement(Operation.BACKUP, "both", null);
        assertThat(placement.central()).isTrue();
        assertThat(placement.nested()).containsExactly("inner");
    }

    private void database(String name, String backupTo, String policy) {
        view.add(Database.class, """
                metadata: {name: %s, namespace: team}
                spec: {driver: d, connect: {}, backupTo: %s, deletionPolicy: %s}
                """.formatted(name, backupTo, policy));
    }

    private void backup(String name, @Nullable String backupTo, @Nullable String phase) {
        view.add(Backup.class, """
                metadata: {name: %s, namespace: team}
                spec: {database: shop%s}
                status: {%s}
                """.formatted(
                name, backupTo == null ? "" : ", backupTo: " + backupTo, phase == null ? "" : "phase: " + phase));
    }

    private void restore(String spec) {
        view.add(Restore.class, """
                metadata: {name: r, namespace: team}
                spec: {database: shop, %s}
                """.formatted(spec));
    }
}
