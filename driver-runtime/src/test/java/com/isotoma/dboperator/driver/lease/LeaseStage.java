package com.isotoma.dboperator.driver.lease;

import com.isotoma.dboperator.crds.v1alpha1.Database;
import com.isotoma.dboperator.driver.TestResources;
import com.isotoma.dboperator.driver.cluster.ClusterClient;
import com.isotoma.dboperator.driver.cluster.DatabaseHandle;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** A Database in a namespace of its own on a real API server, for which runs take leases. */
final class LeaseStage implements AutoCloseable {
    static final String NAME = "orders";
    /** Short, so that tests need not wait long. */
    static final Terms TERMS = Terms.ofSeconds(3);

    final KubernetesClient client = TestResources.connect();
    final String namespace = "it-" + UUID.randomUUID().toString().substring(0, 8);

    LeaseStage() throws IOException {
        TestResources.createNamespace(client, namespace);
        client.resource("""
                        apiVersion: db.isotoma.com/v1alpha1
                        kind: Database
                        metadata:
                          name: %s
                        spec:
                          driver: memory
                          connect: {host: nowhere}
                          credentials: {username: {value: admin}, password: {value: secret}}
                          deletionPolicy: Delete
                        """.formatted(NAME)).inNamespace(namespace).create();
    }

    Leases leases() {
        return new Leases(client, TERMS);
    }

    DatabaseHandle database() {
        return new ClusterClient(client, Clock.systemUTC())
                .database(namespace, NAME)
                .orElseThrow();
    }

    void delete(DeletionPropagation how) {
        client.resources(Database.class)
                .inNamespace(namespace)
                .withName(NAME)
                .withPropagationPolicy(how)
                .delete();
    }

    /** Puts on, or with none takes off, what keeps the Database from going. */
    void finalizers(String... names) {
        client.resources(Database.class).inNamespace(namespace).withName(NAME).edit(d -> {
            d.getMetadata().setFinalizers(List.of(names));
            return d;
        });
    }

    /** Has the collector wait in a foreground deletion, until the end of the test: it is quick where nothing is left. */
    void keepCollectorBusy() {
        var owner = new OwnerReferenceBuilder(database().ownerReference())
                .withBlockOwnerDeletion(true)
                .build();
        client.resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName("dependent")
                        .withNamespace(namespace)
                        .withFinalizers("example.com/kept")
                        .withOwnerReferences(owner)
                        .endMetadata()
                        .build())
                .create();
    }

    List<Lease> all() {
        return client.leases().inNamespace(namespace).list().getItems();
    }

    Lease only() {
        var all = all();
        if (all.size() != 1) {
            throw new AssertionError("there is not one Lease: " + all);
        }
        return all.getFirst();
    }

    void edit(UnaryOperator<Lease> change) {
        client.resource(only()).edit(change);
    }

    /** Another's, which no run made or one that is not alive here. */
    void put(Lease lease) {
        lease.getMetadata().setNamespace(namespace);
        client.resource(lease).create();
    }

    @Override
    public void close() {
        TestResources.release(
                client,
                client.resources(Database.class).inNamespace(namespace).list().getItems());
        TestResources.release(
                client, client.configMaps().inNamespace(namespace).list().getItems());
        client.namespaces().withName(namespace).delete();
        client.close();
    }
}
