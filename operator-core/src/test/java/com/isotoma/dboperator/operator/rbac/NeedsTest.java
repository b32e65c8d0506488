package com.isotoma.dboperator.operator.rbac;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NeedsTest {
    private final Team team = new Team()
            .withDatabase(
                    "orders",
                    spec("orders-admin", "orders-store"),
                    "db.isotoma.com/used-secrets: \"earlier,orders-admin\"")
            .withDatabase("billing", spec("billing-admin", "billing-store"), "");

    @Test
    void aDatabaseNeedsWhatItsSpecNamesAndWhatItStillHolds() {
        var needs = needs();

        assertThat(needs.secrets()).containsExactly("earlier", "orders-admin", "orders-store-id", "orders-store-key");
        assertThat(needs.others()).isEmpty();
        assertThat(schedules(needs)).isEmpty();
    }

    @Test
    void aValueThatIsWrittenOutNamesNoSecret() {
        team.withDatabase(
                "plain",
                "driver: d, connect: {}, credentials: {username: {value: root}, password: {value: s3cret}}",
                "");

        assertThat(needs("plain").secrets()).isEmpty();
    }

    @Test
    void itsTlsBringsTheSecretsAndTheConfigMapThatItNames() {
        team.withDatabase(
                "secured",
                "driver: d, connect: {}, credentials: {username: {value: root}, password: {value: s3cret}}, tls:"
                        + " {caCertificate: {configMapKeyRef: {name: authority, key: k}}, clientCertificate: {secretName:"
                        + " client}}, initSql: {configMapKeyRef: {name: schema, key: k}}",
                "");

        assertThat(needs("secured").secrets()).containsExactly("client");
        assertThat(needs("secured").rules())
                .contains(Permissions.named("", "configmaps", List.of("authority", "schema"), "get"));
        assertThat(needs().rules()).noneMatch(rule -> rule.getResources().contains("configmaps"));
    }

    @Test
    void itsBackupsAndSchedulesBringTheSecretsOfTheirCopies() {
        team.withBackup("one", "database: orders, backupTo: [" + place("copy") + "]")
                .withBackup("other", "database: billing, backupTo: [" + place("foreign") + "]")
                .withSchedule(
                        "nightly", "database: orders, schedule: '@daily', template: {backupTo: [" + place("far") + "]}")
                .withSchedule("weekly", "database: billing, schedule: '@weekly'");

        assertThat(needs().secrets())
                .contains("copy-id", "copy-key", "far-id", "far-key")
                .doesNotContain("foreign-id", "foreign-key");
        assertThat(schedules(needs())).containsExactly("nightly");
    }

    @Test
    void aRestoreFromAnothersBackupBringsWhatReadsThatAndNotTheOthersAdmin() {
        team.withBackup("theirs", "database: billing")
                .withRestore("named", "database: orders, from: {backup: theirs}", "");

        assertThat(needs().others()).containsExactly("billing");
        assertThat(needs().secrets())
                .contains("billing-store-id", "billing-store-key")
                .doesNotContain("billing-admin");
    }

    @Test
    void theLatestOfAnotherDatabaseMayBeInAnyOfItsPlaces() {
        team.withBackup("theirs", "database: billing, backupTo: [" + place("copy") + "]")
                .withRestore("latest", "database: orders, from: {latest: {database: billing}}", "phase: Restoring");

        assertThat(needs().secrets()).contains("billing-store-id", "copy-id");
    }

    @Test
    void aRestoreThatHasEndedBringsNothing() {
        team.withBackup("theirs", "database: billing")
                .withRestore(
                        "done", "database: orders, from: {backup: theirs}, storage: " + place("s"), "phase: Completed");

        assertThat(needs()).isEqualTo(needs("orders"));
        assertThat(needs().others()).isEmpty();
        assertThat(needs().secrets()).doesNotContain("s-id", "billing-store-id");
    }

    @Test
    void aStatusThatARunWritesGivesItNothing() {
        team.withBackup("theirs", "database: billing")
                .withRestore("own", "database: orders, from: {latest: {}}", "phase: Restoring, backup: theirs");

        assertThat(needs().others()).isEmpty();
        assertThat(needs().secrets()).doesNotContain("billing-store-id");
    }

    @Test
    void whereThereIsNoDatabaseItsBackupsNeedTheirs() {
        team.withBackup("left", "database: gone, backupTo: [" + place("copy") + "]");

        assertThat(needs("gone").secrets()).containsExactly("copy-id", "copy-key");
    }

    @Test
    void itUsesTheLocationsThatItsSpecsNameAndThoseOfWhatItIsRestoredFrom() {
        team.withDatabase("third", at("main"), "")
                .withDatabase("fourth", at("fourths"), "")
                .withBackup("own", "database: third, backupTo: [{location: copy}, " + place("s") + "]")
                .withBackup("other", "database: billing, backupTo: [{location: foreign}]")
                .withSchedule("nightly", "database: third, schedule: '@daily', template: {backupTo: [{location: far}]}")
                .withRestore("url", "database: third, from: {url: 's3://b/k'}, storage: {location: old}", "")
                .withRestore("of", "database: third, from: {latest: {database: fourth}}", "phase: Restoring")
                .withRestore(
                        "done",
                        "database: third, from: {url: 's3://b/k'}, storage: {location: past}",
                        "phase: Completed");

        assertThat(needs("third").locations()).containsExactly("copy", "far", "fourths", "main", "old");
        assertThat(needs().locations()).isEmpty();
    }

    @Test
    void privateKeysOfItsPlacesAreReadWhileARestoreOrAVerificationIsDue() {
        assertThat(locked().needs("locked").secrets()).contains("public").doesNotContain("private");
        assertThat(locked().needs("locked").privateKeys()).containsExactly("private");

        var verified = "database: locked, verify: true";
        var latest = "database: locked, from: {latest: {}}";
        for (var idle : List.of(
                locked(),
                locked().withBackup("b", verified, "phase: BackingUp"),
                locked().withBackup("b", verified, "phase: Completed, verification: {request: spec}"),
                locked().withBackup("b", "database: locked", "phase: Completed"),
                locked().withRestore("r", latest, "phase: Completed"))) {
            assertThat(idle.needs("locked").readable()).isEmpty();
        }
        for (var reading : List.of(
                locked().withBackup("b", verified, "phase: Completed"),
                locked().withRestore("r", latest, ""),
                locked().withRestore("r", latest, "phase: Restoring"))) {
            assertThat(reading.needs("locked").readable()).containsExactly("private");
        }
    }

    private static Team locked() {
        return new Team().withDatabase("locked", encrypted("store"), "");
    }

    @Test
    void aRestoreFromAnothersBackupReadsThatOnesPrivateKeysAndMayNotNameThem() {
        team.withDatabase("locked", encrypted("store"), "")
                .withBackup("theirs", "database: locked, backupTo: [{location: far}]", "phase: Completed")
                .withRestore("of", "database: orders, from: {backup: theirs}", "phase: Restoring");

        assertThat(needs().readable()).containsExactly("private");
        assertThat(needs().privateKeys()).isEmpty();
        assertThat(needs().readLocations()).containsExactly("far");
        assertThat(needs("locked").readable()).isEmpty();
        assertThat(needs("locked").readLocations()).isEmpty();
    }

    private static List<String> schedules(Needs needs) {
        return needs.rules().stream()
                .filter(rule -> rule.getResources().contains("backupschedules"))
                .flatMap(rule -> rule.getResourceNames().stream())
                .toList();
    }

    private Needs needs() {
        return needs("orders");
    }

    private Needs needs(String database) {
        return team.needs(database);
    }

    private static String spec(String admin, String store) {
        return "driver: d, connect: {}, credentials: {username: {value: root}, password: " + secret(admin)
                + "}, backupTo: " + place(store);
    }

    private static String encrypted(String store) {
        var spec = spec("admin", store);
        return spec.substring(0, spec.length() - 1)
                + ", encryption: {secretName: public, identitiesSecretName: private}}";
    }

    private static String at(String location) {
        return "driver: d, connect: {}, credentials: {username: {value: root}, password: {value: s3cret}}, backupTo:"
                + " {location: " + location + "}";
    }

    private static String place(String secret) {
        return "{s3: {bucket: b, credentials: {accessKeyId: " + secret(secret + "-id") + ", secretAccessKey: "
                + secret(secret + "-key") + "}}}";
    }

    private static String secret(String name) {
        return "{valueFrom: {secretKeyRef: {name: " + name + ", key: k}}}";
    }
}
