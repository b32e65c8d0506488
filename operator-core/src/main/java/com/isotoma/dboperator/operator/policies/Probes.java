package com.isotoma.dboperator.operator.policies;

import com.isotoma.dboperator.crds.v1alpha1.Backup;
import com.isotoma.dboperator.crds.v1alpha1.BackupSchedule;
import com.isotoma.dboperator.crds.v1alpha1.Database;
import com.isotoma.dboperator.crds.v1alpha1.DatabaseServer;
import com.isotoma.dboperator.crds.v1alpha1.StorageLocation;
import com.isotoma.dboperator.operator.view.ClusterView;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.CronJobBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.RequestConfigBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Something that each policy must refuse, all of it in the operator's namespace and by dry run: what the operator itself may
 * not do, and, as an account that is called like a driver's, what drivers may not.
 */
final class Probes {
    private static final String NAME = "db-operator-driver-probe";
    private static final String ACCOUNT = "db-operator-driver.probe";

    private final KubernetesClient operator;
    private final KubernetesClient driver;
    private final ClusterView view;
    private final String namespace;

    Probes(KubernetesClient client, ClusterView view, String namespace) {
        this.operator = client;
        this.driver = client.newClient(new RequestConfigBuilder()
                        .withImpersonateUsername("system:serviceaccount:" + namespace + ":" + ACCOUNT)
                        .build())
                .adapt(KubernetesClient.class);
        this.view = view;
        this.namespace = namespace;
    }

    List<Probe> all() {
        var probes = new ArrayList<>(List.of(
                probe(operator, "db-operator-roles", "the operator give itself any right", role()),
                probe(operator, "db-operator-jobs", "the operator run any pod", job()),
                probe(operator, "db-operator-jobs", "the operator run any pod by a schedule", cronJob()),
                probe(operator, "db-operator-schedules", "the operator make any BackupSchedule", schedule()),
                probe(driver, "db-operator-driver-secrets", "a driver make any Secret", secret()),
                probe(driver, "db-operator-driver-leases", "a driver take any Lease", lease()),
                probe(driver, "db-operator-driver-backups", "a driver make any Backup", backup()),
                probe(driver, "db-operator-driver-databases", "a driver make any Database", database())));
        // It is about StorageLocations that exist.
        view.locations().findFirst().ifPresent(location -> probes.add(status(location)));
        view.all(DatabaseServer.class).findFirst().ifPresent(server -> probes.add(spec(server)));
        return probes;
    }

    private static Probe probe(KubernetesClient client, String policy, String deed, HasMetadata object) {
        return new Probe(policy, deed, () -> client.resource(object).dryRun().create());
    }

    private Probe status(StorageLocation location) {
        var name = location.getMetadata().getName();
        return new Probe(
                "db-operator-driver-locations",
                "any pod of namespace " + namespace + " write how StorageLocation " + name + " stands",
                () -> operator.resources(StorageLocation.class)
                        .withName(name)
                        .dryRun()
                        .subresource("status")
                        .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"status\":{\"message\":\"probe\"}}"));
    }

    private Probe spec(DatabaseServer server) {
        var name = server.getMetadata().getName();
        return new Probe(
                "db-operator-servers",
                "the operator lend the admin of DatabaseServer " + name + " to any namespace",
                () -> operator.resources(DatabaseServer.class)
                        .withName(name)
                        .dryRun()
                        .patch(
                                PatchContext.of(PatchType.JSON_MERGE),
                                "{\"spec\":{\"allowedNamespaces\":[\"probe-" + UUID.randomUUID() + "\"]}}"));
    }

    private HasMetadata role() {
        return new RoleBuilder()
                .withMetadata(meta())
                .addNewRule()
                .withApiGroups("")
                .withResources("secrets")
                .withVerbs("get")
                .endRule()
                .build();
    }

    private HasMetadata job() {
        return new JobBuilder()
                .withMetadata(meta())
                .withNewSpec()
                .withTemplate(pod())
                .endSpec()
                .build();
    }

    private HasMetadata cronJob() {
        return new CronJobBuilder()
                .withMetadata(meta())
                .withNewSpec()
                .withSchedule("0 0 1 1 *")
                .withSuspend(true)
                .withNewJobTemplate()
                .withNewSpec()
                .withTemplate(pod())
                .endSpec()
                .endJobTemplate()
                .endSpec()
                .build();
    }

    /** As the operator itself, in the node's network. */
    private static PodTemplateSpec pod() {
        return new PodTemplateSpecBuilder()
                .withNewSpec()
                .withRestartPolicy("Never")
                .withServiceAccountName("default")
                .withHostNetwork(true)
                .addNewContainer()
                .withName("probe")
                .withImage("none")
                .endContainer()
                .endSpec()
                .build();
    }

    private HasMetadata secret() {
        return new SecretBuilder().withMetadata(meta()).build();
    }

    private HasMetadata lease() {
        return new LeaseBuilder().withMetadata(meta()).build();
    }

    private HasMetadata backup() {
        var backup = Serialization.unmarshal("{\"spec\": {\"database\": \"probe\"}}", Backup.class);
        backup.setMetadata(meta());
        return backup;
    }

    private HasMetadata schedule() {
        var schedule = Serialization.unmarshal(
                "{\"spec\": {\"database\": \"probe\", \"schedule\": \"@yearly\"}}", BackupSchedule.class);
        schedule.setMetadata(meta());
        return schedule;
    }

    private HasMetadata database() {
        var database = Serialization.unmarshal("""
                {"spec": {"driver": "probe", "deletionPolicy": "Delete", "connect": {"host": "nowhere"},
                          "credentials": {"username": {"value": "none"}, "password": {"value": "none"}}}}
                """, Database.class);
        database.setMetadata(meta());
        return database;
    }

    private ObjectMeta meta() {
        return new ObjectMetaBuilder().withNamespace(namespace).withName(NAME).build();
    }
}
