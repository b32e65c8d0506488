package com.isotoma.dboperator.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.isotoma.dboperator.crds.v1alpha1.ApiGroup;
import com.isotoma.dboperator.crds.v1alpha1.Database;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Databases whose finalizer is taken off by another tool: it comes back, and where they vanish their Secrets are released. */
@WithOperator
@Execution(ExecutionMode.CONCURRENT)
class LostFinalizerIT {
    private static final String TAKE_OFF =
            "{\"metadata\":{\"finalizers\":null,\"annotations\":{\"" + ApiGroup.USED_SECRETS_ANNOTATION + "\":null}}}";

    @Test
    void whatAnotherToolTakesOffComesBackByItselfAndADeletionOfTheNamespaceDropsTheDatabase() throws Exception {
        var server = Servers.demoHttp();
        try (var namespace = TestNamespace.create(server)) {
            namespace.apply(DatabaseYaml.of(server, "orders").set("deletionPolicy", "Delete"));
            namespace.awaitReady("orders");
            var name = Objects.requireNonNull(namespace.status("orders").databaseName());
            for (int time = 0; time < 2; time++) {
                patch(namespace, TAKE_OFF);
                TestNamespace.await()
                        .untilAsserted(() ->
                                assertThat(metadata(namespace).getFinalizers()).contains(ApiGroup.DATABASE_FINALIZER));
                assertThat(metadata(namespace).getAnnotations())
                        .containsEntry(ApiGroup.USED_SECRETS_ANNOTATION, "admin,store");
            }
            namespace.client.namespaces().withName(namespace.name).delete();
            TestNamespace.await()
                    .untilAsserted(() -> assertThat(namespace
                                    .client
                                    .namespaces()
                                    .withName(namespace.name)
                                    .get())
                            .isNull());
            assertThat(server.hasDatabase(name)).isFalse();
        }
    }

    @Test
    void theSecretsOfADatabaseThatVanishesWithoutItsLastRunAreReleased() throws Exception {
        var server = Servers.demoHttp();
        try (var namespace = TestNamespace.create(server)) {
            var yaml = DatabaseYaml.of(server, "orders").set("deletionPolicy", "Delete");
            namespace.apply(yaml);
            namespace.awaitReady("orders");
            assertThat(finalizers(namespace)).hasSize(2);
            patch(namespace, TAKE_OFF);
            namespace.deleteDatabase("orders");
            namespace.awaitGone("orders");
            TestNamespace.await()
                    .untilAsserted(() -> assertThat(finalizers(namespace)).isEmpty());

            // It is taken up again, so that nothing stays on the server.
            namespace.apply(yaml);
            namespace.awaitReady("orders");
            namespace.deleteDatabase("orders");
            namespace.awaitGone("orders");
        }
    }

    private static void patch(TestNamespace namespace, String patch) {
        namespace
                .client
                .resources(Database.class)
                .inNamespace(namespace.name)
                .withName("orders")
                .patch(PatchContext.of(PatchType.JSON_MERGE), patch);
    }

    private static io.fabric8.kubernetes.api.model.ObjectMeta metadata(TestNamespace namespace) {
        return Objects.requireNonNull(namespace.database("orders")).getMetadata();
    }

    private static List<String> finalizers(TestNamespace namespace) {
        return List.of(DatabaseYaml.ADMIN, DatabaseYaml.STORE).stream()
                .flatMap(secret ->
                        Objects.requireNonNull(namespace.secret(secret)).getMetadata().getFinalizers().stream())
                .toList();
    }
}
