package com.isotoma.dboperator.demo.service.replication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.isotoma.dboperator.testsupport.TestKubernetes;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A follower finds its leader through the real API server, which KUBECONFIG names, with no more rights than it needs. */
@Timeout(120)
class KubernetesLeaderIT {
    private static final String RIGHTS = """
            apiVersion: v1
            kind: ServiceAccount
            metadata: {name: demo}
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: Role
            metadata: {name: demo}
            rules: [{apiGroups: [""], resources: [pods], resourceNames: [demo-0], verbs: [get]}]
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: RoleBinding
            metadata: {name: demo}
            roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: demo}
            subjects: [{kind: ServiceAccount, name: demo}]
            """;

    private final KubernetesClient admin = new KubernetesClientBuilder().build();
    private final String namespace = "demo-" + UUID.randomUUID().toString().substring(0, 8);
    private final Path serviceAccount;

    KubernetesLeaderIT(@TempDir Path serviceAccount) {
        this.serviceAccount = serviceAccount;
    }

    @BeforeEach
    void make() throws IOException {
        admin.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(namespace)
                        .endMetadata()
                        .build())
                .create();
        admin.load(new ByteArrayInputStream(RIGHTS.getBytes(StandardCharsets.UTF_8)))
                .inNamespace(namespace)
                .create();
        var token = admin.serviceAccounts()
                .inNamespace(namespace)
                .withName("demo")
                .tokenRequest(new TokenRequestBuilder().withNewSpec().endSpec().build());
        Files.writeString(serviceAccount.resolve("token"), token.getStatus().getToken());
        Files.writeString(serviceAccount.resolve("namespace"), namespace);
        Files.write(
                serviceAccount.resolve("ca.crt"),
                Base64.getDecoder().decode(admin.getConfiguration().getCaCertData()));
    }

    @AfterEach
    void delete() {
        admin.namespaces().withName(namespace).delete();
        admin.close();
    }

    @Test
    void thePodsAddressIsFoundAsSoonAsItHasOne() throws Exception {
        var finder = finder("demo-1");
        fails(finder, namespace + "/demo-0 does not exist");
        admin.resource(pod("demo-0")).create();
        fails(finder, namespace + "/demo-0 has no address yet");

        TestKubernetes.reportPod(
                admin, namespace, "demo-0", "{\"podIP\":\"127.8.9.10\",\"podIPs\":[{\"ip\":\"127.8.9.10\"}]}");

        assertThat(finder.find()).hasToString("http://127.8.9.10:8089");
    }

    @Test
    void anotherPodMayNotBeReadAndTheRemedyIsSaid() {
        admin.resource(pod("other-0")).create();

        fails(finder("other-1"), "does the service account have a Role with get on it?");
    }

    /** A pod that no scheduler knows, so that its address is the test's. */
    private Pod pod(String name) {
        return new PodBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName(name)
                .endMetadata()
                .withNewSpec()
                .withSchedulerName("nobody")
                .addNewContainer()
                .withName("database")
                .withImage("example.com/none")
                .endContainer()
                .endSpec()
                .build();
    }

    private LeaderFinder finder(String pod) {
        var api = URI.create(admin.getConfiguration().getMasterUrl());
        var environment = Map.of(
                "POD_NAME", pod,
                "KUBERNETES_SERVICE_HOST", api.getHost(),
                "KUBERNETES_SERVICE_PORT", String.valueOf(api.getPort()),
                "SERVICE_ACCOUNT_DIR", serviceAccount.toString());
        return ((Membership.Follower) Membership.of(environment, 8089)).finder();
    }

    private static void fails(LeaderFinder finder, String why) {
        assertThatThrownBy(finder::find).isInstanceOf(IOException.class).hasMessageContaining(why);
    }
}
