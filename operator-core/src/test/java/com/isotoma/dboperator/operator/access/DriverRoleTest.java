package com.isotoma.dboperator.operator.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.isotoma.dboperator.crds.v1alpha1.LeaseNames;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The Role of a Database's pods, and what is written about it elsewhere. */
class DriverRoleTest {
    /** With the words of the table in place of names. */
    private static final Needs ALL = new Needs(
            "team",
            "the Database",
            set("what it refers to"),
            set("whose backups it is restored from"),
            set("its BackupSchedules"),
            set("its StorageLocations"));

    private static final Path ROOT = Path.of("..");

    @Test
    void theTableOfTheDocumentationIsTheRole() throws IOException {
        var rows = SecurityTables.rows("| group | resource | by name | verbs |");
        assertThat(rows)
                .containsExactlyElementsOf(DriverRole.rules(ALL).stream()
                        .map(rule ->
                                SecurityTables.row(rule).replace(LeaseNames.of("team", "the Database"), "its Lease"))
                        .toList());
    }

    @Test
    void withoutSchedulesAndRestoresItHasNothingForThem() {
        var rules = DriverRole.rules(new Needs("team", "orders", set(), set(), set(), set()));

        assertThat(rules)
                .extracting(r -> r.getResources().get(0))
                .doesNotContain("jobs", "backupschedules", "storagelocations");
        assertThat(rules).filteredOn(r -> r.getResources().contains("secrets")).hasSize(2);
        assertThat(rules)
                .filteredOn(r -> r.getResources().contains("databases"))
                .singleElement()
                .satisfies(r -> assertThat(r.getResourceNames()).containsExactly("orders"));
    }

    /** Secrets, Databases and Leases are never given without a name, but for creating them. */
    @Test
    void whatCanBeNamedIsNamed() {
        assertThat(DriverRole.rules(ALL))
                .filteredOn(r -> r.getResourceNames().isEmpty())
                .filteredOn(r -> List.of("secrets", "leases", "databases", "databases/status")
                        .contains(r.getResources().get(0)))
                .allSatisfy(r -> assertThat(r.getVerbs()).containsExactly("create"));
    }

    @Test
    void theClusterRoleForNamespacesThatAreBeingDeletedHasTheSameWithoutNames() throws IOException {
        var file = Files.readString(ROOT.resolve("deploy/driver-rbac.yaml"));
        var common = Serialization.unmarshal(file.substring(0, file.indexOf("\n---")), ClusterRole.class);
        var ours = verbs(DriverRole.rules(ALL));
        // No pod of a schedule runs there, and none makes a Backup in such a namespace.
        ours.remove("batch/jobs");
        ours.remove("db.isotoma.com/storagelocations");

        assertThat(verbs(common.getRules())).isEqualTo(ours);
    }

    private static Map<String, NavigableSet<String>> verbs(List<PolicyRule> rules) {
        var verbs = new TreeMap<String, NavigableSet<String>>();
        for (var rule : rules) {
            var key = rule.getApiGroups().get(0) + "/" + rule.getResources().get(0);
            verbs.computeIfAbsent(key, k -> new TreeSet<>()).addAll(rule.getVerbs());
        }
        return verbs;
    }

    private static NavigableSet<String> set(String... names) {
        return new TreeSet<>(List.of(names));
    }
}
