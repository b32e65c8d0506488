package com.isotoma.dboperator.operator.rbac;

import static org.assertj.core.api.Assertions.assertThat;

import com.isotoma.dboperator.crds.v1alpha1.DatabaseServer;
import com.isotoma.dboperator.crds.v1alpha1.LeaseNames;
import com.isotoma.dboperator.crds.v1alpha1.StorageLocation;
import com.isotoma.dboperator.operator.location.LocationJobs;
import com.isotoma.dboperator.operator.server.ServerJobs;
import com.isotoma.dboperator.operator.view.FixedView;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What pods in the operator's namespace may read there. */
class LocationRoleTest {
    private final FixedView view = new FixedView();

    @Test
    void theTableOfTheDocumentationIsTheRoles() throws IOException {
        var all = new LocationKeys(
                new TreeSet<>(List.of("a")),
                new TreeSet<>(),
                new TreeSet<>(List.of("what its StorageLocations and its DatabaseServer refer to")),
                new TreeSet<>(List.of("what its DatabaseServer refers to")),
                false);
        var trial = LocationJobs.rules(location("the StorageLocation", "what it refers to", "*"));

        var check = ServerJobs.rules(server("the DatabaseServer", "what it refers to", "*"));

        var run = Rights.centralRules(all, new DatabaseKey("team", "the Database"));

        assertThat(SecurityTables.rows("| group | resource | by name | verbs | of |"))
                .containsExactlyElementsOf(Stream.of(run, trial, check)
                        .flatMap(List::stream)
                        .map(rule ->
                                SecurityTables.row(rule).replace(LeaseNames.of("team", "the Database"), "its Lease"))
                        .toList());
    }

    @Test
    void aRunReadsTheSecretsOfTheLocationsThatItsNamespaceMayUse() {
        view.add(location("ours", "ours-key", "team"));
        view.add(location("theirs", "theirs-key", "others"));
        view.add(location("unused", "unused-key", "*"));

        var keys = LocationKeys.of(view, "team", List.of("nowhere", "ours", "theirs"));

        assertThat(keys.locations()).containsExactly("ours");
        assertThat(secrets(keys)).singleElement().satisfies(rule -> {
            assertThat(rule.getResourceNames()).containsExactly("keys", "ours-key");
            assertThat(rule.getVerbs()).containsExactly("get");
        });
        assertThat(keys.cloudRole()).isFalse();
    }

    @Test
    void itReadsPrivateKeysOfTheLocationsThatItIsToReadFromAndOfNoOthers() {
        view.add(encrypted("one"));
        view.add(encrypted("other"));
        view.add(encrypted("unused"));

        var writes = LocationKeys.of(view, "team", List.of("one", "other"));
        var reads = writes.reading(view, List.of("other", "unused"));

        assertThat(writes.secrets()).containsExactly("recipients-of-one", "recipients-of-other");
        assertThat(reads.secrets()).containsExactly("identities-of-other", "recipients-of-one", "recipients-of-other");
    }

    @Test
    void aLocationThatSharesFoldersWithAnOlderOneGivesNoSecret() {
        view.add(location("a", "older-key", "team"));
        var younger = location("b", "younger-key", "team");
        younger.setSpec(view.location("a").orElseThrow().getSpec());
        view.add(younger);

        assertThat(LocationKeys.of(view, "team", List.of("a", "b")).locations()).containsExactly("a");
    }

    @Test
    void aLocationWithoutAnAccessKeyGivesNoSecretAndNeedsTheRoleOfTheCloud() {
        view.add(Serialization.unmarshal("""
                apiVersion: db.isotoma.com/v1alpha1
                kind: StorageLocation
                metadata: {name: keyless}
                spec: {s3: {bucket: b}, allowedNamespaces: ['*']}
                """, StorageLocation.class));

        var keys = LocationKeys.of(view, "team", List.of("keyless"));

        assertThat(keys.cloudRole()).isTrue();
        assertThat(secrets(keys)).isEmpty();
        assertThat(LocationJobs.rules(view.location("keyless").orElseThrow()))
                .singleElement()
                .extracting(PolicyRule::getResources)
                .isEqualTo(List.of("storagelocations/status"));
    }

    @Test
    void aRunReadsTheAdminOfTheServerThatItsNamespaceMayUse() {
        view.add(server("main", "main-admin", "team"));
        view.add(server("other", "other-admin", "others"));

        var keys = LocationKeys.of(view, "team", List.of()).and(view, "team", List.of("main", "other", "nowhere"));

        assertThat(keys.none()).isFalse();
        assertThat(keys.servers()).containsExactly("main");
        assertThat(secrets(keys)).singleElement().satisfies(rule -> {
            assertThat(rule.getResourceNames()).containsExactly("main-admin");
            assertThat(rule.getVerbs()).containsExactly("get");
        });
        assertThat(LocationKeys.of(view, "others", List.of())
                        .and(view, "others", List.of("main"))
                        .none())
                .isTrue();
    }

    private static StorageLocation encrypted(String name) {
        return Serialization.unmarshal("""
                apiVersion: db.isotoma.com/v1alpha1
                kind: StorageLocation
                metadata: {name: NAME}
                spec:
                  s3: {bucket: b-NAME}
                  allowedNamespaces: [team]
                  encryption: {secretName: recipients-of-NAME, identitiesSecretName: identities-of-NAME}
                """.replace("NAME", name), StorageLocation.class);
    }

    private static DatabaseServer server(String name, String secret, String namespace) {
        return Serialization.unmarshal("""
                apiVersion: db.isotoma.com/v1alpha1
                kind: DatabaseServer
                metadata: {name: %s}
                spec:
                  driver: d
                  connect: {host: h}
                  tls: {caCertificate: {configMapKeyRef: {name: %s, key: k}}}
                  credentials:
                    username: {value: admin}
                    password: {valueFrom: {secretKeyRef: {name: %s, key: k}}}
                  allowedNamespaces: ['%s']
                """.formatted(name, secret, secret, namespace), DatabaseServer.class);
    }

    private static List<PolicyRule> secrets(LocationKeys keys) {
        return Rights.centralRules(keys, new DatabaseKey("team", "orders")).stream()
                .filter(rule -> rule.getResources().contains("secrets"))
                .toList();
    }

    private static StorageLocation location(String name, String secret, String namespace) {
        return Serialization.unmarshal(
                """
                apiVersion: db.isotoma.com/v1alpha1
                kind: StorageLocation
                metadata: {name: %1$s}
                spec:
                  s3:
                    bucket: of-%1$s
                    credentials:
                      accessKeyId: {value: written out}
                      secretAccessKey: {valueFrom: {secretKeyRef: {name: %2$s, key: k}}}
                  encryption: {secretName: %4$s}
                  allowedNamespaces: ['%3$s']
                """.formatted(name, secret, namespace, secret.contains(" ") ? secret : "keys"), StorageLocation.class);
    }
}
