package com.isotoma.dboperator.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.isotoma.dboperator.crds.v1alpha1.ApiGroup;
import com.isotoma.dboperator.crds.v1alpha1.Backup;
import com.isotoma.dboperator.crds.v1alpha1.BackupPhase;
import com.isotoma.dboperator.crds.v1alpha1.RestorePhase;
import com.isotoma.dboperator.reasons.DriverEvents;
import com.isotoma.dboperator.reasons.LocationReasons;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A namespace that gets the name of an earlier one, and with it the earlier one's folder in a StorageLocation. */
@WithOperator
class NamespaceMadeAgainIT {
    private static final Pattern COMMAND = Pattern.compile("kubectl (annotate --overwrite namespace \\S+ \\S+)");

    private final Server server = Servers.demoHttp();

    @Test
    void itNeitherReadsNorRemovesABackupOfTheEarlierOneUnlessAnAdministratorSaysThatTheyAreTheSame() throws Exception {
        try (var locations = new Locations()) {
            var earlier = TestNamespace.create(server);
            var location = locations.usable("kept", earlier.name);
            String uid;
            String url;
            try (earlier) {
                uid = uid(earlier);
                create(earlier, location);
                server.store(earlier.secretValues("orders"), "of the earlier team");
                earlier.backupOf("orders", "nightly");
                url = Objects.requireNonNull(earlier.awaitBackup("nightly", BackupPhase.COMPLETED)
                        .getStatus()
                        .destination());
                earlier.deleteDatabase("orders");
                earlier.awaitGone("orders");
            }
            TestNamespace.await()
                    .untilAsserted(() -> assertThat(Cluster.admin()
                                    .namespaces()
                                    .withName(earlier.name)
                                    .get())
                            .isNull());

            try (var later = TestNamespace.called(earlier.name, server)) {
                assertThat(uid(later)).isNotEqualTo(uid);
                create(later, location);
                later.apply(Yaml.restore("stolen", "orders", "url: '" + url + "'", "WithoutBackup"));
                var refused = later.awaitRestore("stolen", RestorePhase.FAILED).getStatus();
                assertThat(refused.conditions())
                        .anyMatch(c -> Objects.equals(c.getReason(), LocationReasons.NAMESPACE_REPLACED));
                assertThat(server.stored(later.secretValues("orders"))).isEmpty();
                // Neither is a Backup of the earlier one's name taken for one that has come back.
                later.backupOf("orders", "nightly");
                assertThat(later.awaitBackup("nightly", BackupPhase.FAILED)
                                .getStatus()
                                .message())
                        .contains(uid, ApiGroup.FORMER_UIDS_ANNOTATION);
                later.backupOf("orders", "of-the-later-one");
                later.awaitBackup("of-the-later-one", BackupPhase.COMPLETED);

                // Nor does a status remove it that names it as the later one's.
                claim(later, "nightly", url);
                later.deleteBackup("nightly");
                TestNamespace.await()
                        .untilAsserted(() -> assertThat(later.events(DriverEvents.STORED_KEPT))
                                .anyMatch(note -> note.contains(uid)));

                var command = COMMAND.matcher(Objects.requireNonNull(refused.message()));
                assertThat(command.find()).as(refused.message()).isTrue();
                var said = later.kubectl(command.group(1).split(" "));
                assertThat(said.status()).as(said.output()).isZero();

                later.apply(Yaml.restore("ours", "orders", "url: '" + url + "'", "WithoutBackup"));
                later.awaitRestore("ours", RestorePhase.COMPLETED);
                assertThat(server.stored(later.secretValues("orders"))).containsExactly("of the earlier team");
                later.deleteDatabase("orders");
                later.awaitGone("orders");
            }
        }
    }

    private void create(TestNamespace namespace, String location) {
        namespace.apply(DatabaseYaml.of(server, "orders")
                .without("backupTo.s3")
                .set("backupTo.location", location)
                .set("deletionPolicy", "Delete"));
        namespace.awaitReady("orders");
    }

    private static void claim(TestNamespace namespace, String backup, String url) {
        var resource = Cluster.admin()
                .resources(Backup.class)
                .inNamespace(namespace.name)
                .withName(backup);
        resource.patch(
                PatchContext.of(PatchType.JSON_MERGE),
                "{\"metadata\":{\"finalizers\":[\"%s\"]},\"spec\":{\"deletionPolicy\":\"Delete\"}}"
                        .formatted(ApiGroup.STORED_FINALIZER));
        resource.subresource("status")
                .patch(
                        PatchContext.of(PatchType.JSON_MERGE),
                        "{\"status\":{\"phase\":\"Completed\",\"copies\":null,\"destination\":\"%s\"}}".formatted(url));
    }

    private static String uid(TestNamespace namespace) {
        return Cluster.admin()
                .namespaces()
                .withName(namespace.name)
                .get()
                .getMetadata()
                .getUid();
    }
}
