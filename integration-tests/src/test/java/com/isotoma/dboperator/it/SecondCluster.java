package com.isotoma.dboperator.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.isotoma.dboperator.testsupport.TestKubernetes;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A cluster of its own, new and with an operator, beside the one that the tests share. */
final class SecondCluster implements AutoCloseable {
    private final Path state;
    private final KubernetesClient client;
    private final OperatorProgram operator;

    private SecondCluster(Path state, KubernetesClient client, OperatorProgram operator) {
        this.state = state;
        this.client = client;
        this.operator = operator;
    }

    /** @param state a folder for it, which is not there yet */
    static SecondCluster start(Path state) throws IOException, InterruptedException {
        var end = run("up", state);
        assertThat(end.status()).as(end.output()).isZero();
        var kubeconfig = Files.readString(state.resolve("kubeconfig"));
        var client = new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(kubeconfig))
                .build();
        try {
            Cluster.prepare(client);
            var access = TestKubernetes.kubeconfig(client, Cluster.OPERATOR_NAMESPACE, Cluster.OPERATOR_ACCOUNT);
            return new SecondCluster(
                    state, client, OperatorProgram.startModule("operator-core", "second-cluster", access));
        } catch (RuntimeException | IOException | AssertionError e) {
            client.close();
            var unused = run("down", state);
            throw e;
        }
    }

    KubernetesClient client() {
        return client;
    }

    private static Program.End run(String command, Path state) throws IOException, InterruptedException {
        return Program.run(
                Workspace.root().resolve("local-cluster").resolve(command).toString(), "--state", state.toString());
    }

    @Override
    public void close() throws IOException {
        operator.close();
        client.close();
        try {
            var end = run("down", state);
            assertThat(end.status()).as(end.output()).isZero();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the second cluster in " + state + " may still run", e);
        }
    }
}
