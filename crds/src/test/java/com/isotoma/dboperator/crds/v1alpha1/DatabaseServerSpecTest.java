package com.isotoma.dboperator.crds.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.utils.Serialization;
import org.junit.jupiter.api.Test;

/** What a Database gets from the DatabaseServer that it names. */
class DatabaseServerSpecTest {
    private static final DatabaseServerSpec SERVER = Serialization.unmarshal("""
            driver: postgresql
            connect: {host: db.example, port: 5432}
            credentials:
              username: {valueFrom: {secretKeyRef: {name: admin, key: user}}}
              password: {valueFrom: {secretKeyRef: {name: admin, key: password}}}
            allowedNamespaces: [team-a]
            backupTo: {location: offsite}
            deletionPolicy: Retain
            """, DatabaseServerSpec.class);

    @Test
    void itSaysWhichServerAndGivesItsDefaults() {
        var spec = database("server: main").on(SERVER);

        assertThat(spec.driver()).isEqualTo("postgresql");
        assertThat(spec.connect()).isEqualTo(SERVER.connect());
        assertThat(spec.credentials()).isEqualTo(SERVER.credentials());
        assertThat(spec.backupTo()).isEqualTo(BackupTarget.at("offsite"));
        assertThat(spec.effectiveDeletionPolicy()).isEqualTo(DeletionPolicy.RETAIN);
    }

    @Test
    void whatTheDatabaseSaysItselfOutranksTheDefaults() {
        var spec = database("server: main\nbackupTo: {location: own}\ndeletionPolicy: Delete\nname: shop")
                .on(SERVER);

        assertThat(spec.backupTo()).isEqualTo(BackupTarget.at("own"));
        assertThat(spec.effectiveDeletionPolicy()).isEqualTo(DeletionPolicy.DELETE);
        assertThat(spec.name()).isEqualTo("shop");
    }

    @Test
    void theSecretsOfTheServerAreNoneOfTheDatabases() {
        var spec = database("server: main\npasswordFrom: {secretKeyRef: {name: own, key: k}}");

        assertThat(SecretReferences.of(spec)).containsExactly("own");
        assertThat(SecretReferences.of(spec.on(SERVER))).containsExactly("own");
        assertThat(SecretReferences.of(SERVER)).containsExactly("admin");
    }

    @Test
    void onlyListedNamespacesAreAllowed() {
        assertThat(SERVER.allows("team-a")).isTrue();
        assertThat(SERVER.allows("team")).isFalse();
    }

    private static DatabaseSpec database(String yaml) {
        return Serialization.unmarshal(yaml, DatabaseSpec.class);
    }
}
