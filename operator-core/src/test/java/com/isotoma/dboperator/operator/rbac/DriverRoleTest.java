package com.isotoma.dboperator.operator.rbac;

import static org.assertj.core.api.Assertions.assertThat;

import com.isotoma.dboperator.crds.v1alpha1.LeaseNames;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The Role of a Database's pods, and what is written about it elsewhere. */
class DriverRoleTest {
    /** With the words of the table in place of names. */
    private static final Needs ALL = all();

    @Test
    void theTableOfTheDocumentationIsTheRole() throws IOException {
        var rows = SecurityTables.rows("| group | resource | by name | verbs |");
        assertThat(rows)
                .containsExactlyElementsOf(Rights.homeRules(ALL).stream()
                        .map(rule -> SecurityTables.row(rule)
                                .replace(LeaseNames.of("team", "the Database"), "its Lease")
                                .replace("| team |", "| its namespace |"))
                        .toList());
    }

    @Test
    void withoutSchedulesRestoresAndUsersItHasNothingForThem() {
        var needs = new Needs("team", "orders");
        needs.rules().addAll(new Team().needs("orders").rules());

        var rules = Rights.homeRules(needs);

        assertThat(rules)
                .extracting(r -> r.getResources().get(0))
                .doesNotContain("jobs", "backupschedules", "storagelocations", "databaseusers");
        assertThat(rules).filteredOn(r -> r.getResources().contains("secrets")).hasSize(2);
        assertThat(rules)
                .filteredOn(r -> r.getResources().contains("databases"))
                .singleElement()
                .satisfies(r -> assertThat(r.getResourceNames()).containsExactly("orders"));
    }

    /** Secrets, Databases and Leases are never given without a name, but for creating them. */
    @Test
    void whatCanBeNamedIsNamed() {
        assertThat(Rights.homeRules(ALL))
                .filteredOn(r -> r.getResourceNames().isEmpty())
                .filteredOn(r -> List.of(
                                "secrets",
                                "leases",
                                "databases",
                                "databases/status",
                                "databaseusers",
                                "databaseusers/status")
                        .contains(r.getResources().get(0)))
                .allSatisfy(r -> assertThat(r.getVerbs()).containsExactly("create"));
    }

    private static Needs all() {
        var needs = new Needs("team", "the Database");
        needs.rules()
                .addAll(new Team()
                        .withSchedule("its BackupSchedules", "database: orders, schedule: '@daily'")
                        .withUser(
                                "its DatabaseUsers",
                                "database: orders, secret: {name: the Secrets of its DatabaseUsers}")
                        .needs("orders")
                        .rules());
        needs.secrets().add("what it refers to");
        needs.privateKeys().add("the private keys of where it is backed up to");
        needs.readable().add("the private keys of what it reads now");
        needs.others().add("whose backups it is restored from");
        needs.locations().add("its StorageLocations");
        needs.uids().add("the uid of the Database");
        return needs;
    }
}
