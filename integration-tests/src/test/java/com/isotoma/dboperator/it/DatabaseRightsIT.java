package com.isotoma.dboperator.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.isotoma.dboperator.crds.v1alpha1.ApiGroup;
import com.isotoma.dboperator.crds.v1alpha1.Backup;
import com.isotoma.dboperator.crds.v1alpha1.BackupPhase;
import com.isotoma.dboperator.crds.v1alpha1.Database;
import com.isotoma.dboperator.crds.v1alpha1.LeaseNames;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** Two Databases in one namespace: what the pods of {@code orders} may do, tried with their own token. */
@WithOperator
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DatabaseRightsIT {
    private static final Server SERVER = Servers.demoHttp();
    private static final PatchContext MERGE = PatchContext.of(PatchType.JSON_MERGE);
    private static final String SECRETS = "db-operator-driver-secrets";
    private static final String LEASES = "db-operator-driver-leases";
    private static final String BACKUPS = "db-operator-driver-backups";
    private static final String DATABASES = "db-operator-driver-databases";

    private final TestNamespace namespace = TestNamespace.create(SERVER);
    private final String in = namespace.name;
    private KubernetesClient orders = namespace.client;

    @BeforeAll
    void twoDatabases() {
        for (var name : List.of("orders", "billing")) {
            namespace.secret(name + "-admin", Map.of("password", SERVER.adminPassword()));
            namespace.apply(DatabaseYaml.of(SERVER, name)
                    .set("deletionPolicy", "Delete")
                    .secret("credentials.password", name + "-admin", "password"));
        }
        namespace.awaitReady("orders");
        namespace.awaitReady("billing");
        namespace.backupOf("billing", "theirs");
        namespace.awaitBackup("theirs", BackupPhase.COMPLETED);
        orders = Cluster.as(in, "db-operator-driver-orders");
    }

    @AfterAll
    void close() {
        // Where the preparation failed, it still is the client of all tests.
        if (orders != namespace.client) {
            orders.close();
        }
        namespace.close();
    }

    @Test
    @Order(1)
    void itReadsItsOwnSecretsAndNoOthers() {
        for (var own : List.of("orders", "orders-admin", DatabaseYaml.STORE)) {
            assertThat(secret(own).get().getData()).as(own).isNotEmpty();
        }
        Denied.byRbac(() -> secret("billing").get());
        Denied.byRbac(() -> secret("billing-admin").get());
        Denied.byRbac(() -> secret("billing-admin").patch(MERGE, "{}"));
        Denied.byRbac(() -> orders.secrets().inNamespace(in).list());
    }

    @Test
    @Order(1)
    void itWritesItsOwnDatabaseAndBackupsAndNoOthers() {
        patch(Database.class, "orders", "{\"metadata\":{\"annotations\":{\"a\":\"b\"}}}");
        Denied.byRbac(() -> database("billing").get());
        Denied.byRbac(() -> database("billing").patch(MERGE, "{\"metadata\":{\"labels\":{\"a\":\"b\"}}}"));
        Denied.byRbac(
                () -> database("billing").subresource("status").patch(MERGE, "{\"status\":{\"phase\":\"Deleted\"}}"));
        Denied.byRbac(() -> database("orders").delete());

        var theirs = orders.resources(Backup.class).inNamespace(in).withName("theirs");
        Denied.by(BACKUPS, () -> theirs.patch(MERGE, "{\"metadata\":{\"labels\":{\"a\":\"b\"}}}"));
        Denied.by(BACKUPS, () -> theirs.subresource("status").patch(MERGE, "{\"status\":{\"message\":\"x\"}}"));
        Denied.by(BACKUPS, theirs::delete);
        Denied.by(BACKUPS, () -> create(Yaml.backup("forged", "billing")));
        Denied.byRbac(() -> create("""
                apiVersion: db.isotoma.com/v1alpha1
                kind: Restore
                metadata: {name: forged}
                spec: {database: orders, from: {latest: {database: billing}}, overwrite: WithoutBackup}
                """));
    }

    /** The operator gives a run what specs name; so no run may write what it would be given then. */
    @Test
    @Order(1)
    void itCannotHaveTheOperatorGiveItMore() {
        create(Yaml.backup("own", "orders") + copyWith("orders-admin"));
        Denied.by(BACKUPS, () -> create(Yaml.backup("own", "orders") + copyWith("billing-admin")));
        Denied.by(
                DATABASES,
                () -> database("orders")
                        .patch(
                                MERGE,
                                "{\"spec\":{\"credentials\":{\"password\":{\"valueFrom\":{\"secretKeyRef\":"
                                        + "{\"name\":\"billing-admin\"}}}}}}"));
        var used = "{\"metadata\":{\"annotations\":{\"" + ApiGroup.USED_SECRETS_ANNOTATION + "\":\"%s\"}}}";
        Denied.by(DATABASES, () -> database("orders").patch(MERGE, used.formatted("orders-admin,store,billing-admin")));
        patch(Database.class, "orders", used.formatted("orders-admin,store"));
        var names = "{\"metadata\":{\"annotations\":{\"" + ApiGroup.SECRET_NAMES_ANNOTATION + "\":\"%s\"}}}";
        Denied.by(DATABASES, () -> database("orders").patch(MERGE, names.formatted("billing")));
        Denied.by(DATABASES, () -> database("orders").patch(MERGE, names.formatted("orders,billing-admin")));
    }

    @Test
    @Order(1)
    void itMakesNoOtherSecretAndSpoilsNone() {
        Denied.by(SECRETS, () -> create(secret("token", "kubernetes.io/service-account-token")));
        Denied.by(SECRETS, () -> create(secret("another", "servicebinding.io/demo-http")));
        Denied.by(SECRETS, () -> secret("orders-admin").patch(MERGE, "{\"data\":{\"password\":\"eA==\"}}"));
        Denied.by(SECRETS, () -> secret("orders-admin").patch(MERGE, "{\"metadata\":{\"labels\":{\"a\":\"b\"}}}"));
        Denied.by(SECRETS, () -> secret("orders-admin").patch(MERGE, "{\"metadata\":{\"finalizers\":[\"a.b/c\"]}}"));
        Denied.byRbac(() -> secret("orders-admin").delete());
        Denied.by(SECRETS, () -> secret("orders-admin").patch(MERGE, "{\"immutable\":true}"));
        Denied.by(SECRETS, () -> finalizers("orders-admin", "db.isotoma.com/used-by-another", own()));
        Denied.by(SECRETS, () -> replaceOwn(own -> own.withImmutable(true)));
        for (var finalizer : List.of("db.isotoma.com/used-by-another", "example.com/x")) {
            Denied.by(
                    SECRETS,
                    () -> replaceOwn(
                            own -> own.editMetadata().addToFinalizers(finalizer).endMetadata()));
        }
        replaceOwn(own -> own.addToStringData("note", "allowed"));
        Denied.by(
                SECRETS,
                () -> create(Serialization.asYaml(new SecretBuilder()
                        .withNewMetadata()
                        .withName("orders")
                        .endMetadata()
                        .withType("servicebinding.io/demo-http")
                        .withImmutable(true)
                        .build())));
        assertThat(namespace.secretValue("orders-admin", "password")).isEqualTo(SERVER.adminPassword());
    }

    /** Another Database's hold on a Secret that both use. */
    @Test
    @Order(1)
    void itTakesNoFinalizerOffButItsOwn() {
        var store = namespace.client.secrets().inNamespace(in).withName(DatabaseYaml.STORE);
        var held = store.get().getMetadata().getFinalizers();
        assertThat(held).contains(own()).hasSize(2);
        Denied.by(SECRETS, () -> finalizers(DatabaseYaml.STORE, own()));
        Denied.by(SECRETS, () -> finalizers(DatabaseYaml.STORE));
        finalizers(
                DatabaseYaml.STORE,
                held.stream().filter(f -> !f.equals(own())).findFirst().orElseThrow());
        finalizers(DatabaseYaml.STORE, held.toArray(String[]::new));

        Denied.by(DATABASES, () -> database("orders").patch(MERGE, "{\"metadata\":{\"finalizers\":[\"a.b/c\"]}}"));
        namespace.apply(Yaml.backup("kept", "orders"));
        var kept = namespace.client.resources(Backup.class).inNamespace(in).withName("kept");
        kept.patch(MERGE, "{\"metadata\":{\"finalizers\":[\"example.com/keep\"]}}");
        Denied.by(
                BACKUPS,
                () -> orders.resources(Backup.class)
                        .inNamespace(in)
                        .withName("kept")
                        .patch(MERGE, "{\"metadata\":{\"finalizers\":[]}}"));
        namespace.awaitBackup("kept", BackupPhase.COMPLETED);
        kept.patch(MERGE, "{\"metadata\":{\"finalizers\":[]}}");
    }

    @Test
    @Order(1)
    void itTakesTheLeaseOfItsDatabaseAndNoOther() {
        var own = LeaseNames.of(in, "orders");
        try {
            lease(in, own, 15);
        } catch (KubernetesClientException e) {
            // A run has left it: what may not be is refused before that is found out.
            assertThat(e.getCode()).as(e.getMessage()).isEqualTo(HttpURLConnection.HTTP_CONFLICT);
        }
        Denied.by(LEASES, () -> lease(in, own, 86_400));
        Denied.by(LEASES, () -> lease(in, LeaseNames.of(in, "billing"), 15));
        Denied.by(LEASES, () -> lease(in, "somebody-elses", 15));
        Denied.byRbac(() -> lease("kube-system", own, 15));
        Denied.byRbac(() -> orders.leases()
                .inNamespace(in)
                .withName(LeaseNames.of(in, "billing"))
                .get());
    }

    private void lease(String namespaceOfIt, String name, int seconds) {
        orders.resource(new LeaseBuilder()
                        .withNewMetadata()
                        .withNamespace(namespaceOfIt)
                        .withName(name)
                        .endMetadata()
                        .withNewSpec()
                        .withLeaseDurationSeconds(seconds)
                        .endSpec()
                        .build())
                .dryRun()
                .create();
    }

    /** The Secret of the Database, without doing it. */
    private void replaceOwn(UnaryOperator<SecretBuilder> change) {
        var changed = change.apply(new SecretBuilder(secret("orders").get())).build();
        orders.resource(changed).dryRun().update();
    }

    /** The finalizer by which {@code orders} holds Secrets. */
    private String own() {
        return ApiGroup.SECRET_FINALIZER_PREFIX
                + Objects.requireNonNull(namespace.database("orders"))
                        .getMetadata()
                        .getUid();
    }

    private void finalizers(String secret, String... finalizers) {
        secret(secret)
                .patch(MERGE, "{\"metadata\":{\"finalizers\":" + Serialization.asJson(List.of(finalizers)) + "}}");
    }

    @Test
    @Order(2)
    void whatItMayDoGoesWithTheDatabase() {
        assertThat(access("orders")).hasSize(3);
        namespace.deleteDatabase("orders");
        namespace.awaitGone("orders");
        TestNamespace.await().untilAsserted(() -> assertThat(access("orders")).isEmpty());
        assertThat(access("billing")).hasSize(3);
        namespace.deleteDatabase("billing");
        namespace.awaitGone("billing");
    }

    private List<String> access(String database) {
        var name = "db-operator-driver-" + database;
        var rbac = namespace.client.rbac();
        return Stream.of(
                        namespace.client.serviceAccounts().inNamespace(in).withName(name),
                        rbac.roles().inNamespace(in).withName(name),
                        rbac.roleBindings().inNamespace(in).withName(name))
                .flatMap(found -> Stream.ofNullable((HasMetadata) found.get()))
                .map(HasMetadata::getKind)
                .toList();
    }

    private Resource<Secret> secret(String name) {
        return orders.secrets().inNamespace(in).withName(name);
    }

    private Resource<Database> database(String name) {
        return orders.resources(Database.class).inNamespace(in).withName(name);
    }

    /** As its pods would, and allowed. */
    private void patch(Class<? extends HasMetadata> kind, String name, String json) {
        orders.resources(kind).inNamespace(in).withName(name).patch(MERGE, json);
    }

    /** Without doing it: whether it would be allowed. */
    private void create(String yaml) {
        orders.resource(yaml).inNamespace(in).dryRun().create();
    }

    private static String secret(String name, String type) {
        return Serialization.asYaml(new SecretBuilder()
                .withNewMetadata()
                .withName(name)
                .addToAnnotations("kubernetes.io/service-account.name", "db-operator-driver-billing")
                .endMetadata()
                .withType(type)
                .build());
    }

    private static String copyWith(String secret) {
        var ref = "{valueFrom: {secretKeyRef: {name: " + secret + ", key: password}}}";
        return "\n  backupTo: [{s3: {bucket: b, credentials: {accessKeyId: " + ref + ", secretAccessKey: " + ref
                + "}}}]\n";
    }
}
