package com.isotoma.dboperator.demo.operator.cluster;

import com.isotoma.dboperator.demo.operator.objects.DemoLabels;
import com.isotoma.dboperator.demo.v1alpha1.DatabaseCluster;
import com.isotoma.dboperator.demo.v1alpha1.VolumePolicy;
import com.isotoma.dboperator.operator.job.PodEnvironment;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ProbeBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The members: a pod and a volume each. The pods meet the <em>restricted</em> Pod Security Standard, and are started all at
 * once, since a follower waits for its leader by itself.
 */
final class MemberSet {
    private static final String DATA = "data";
    private static final String DATA_PATH = "/data";
    private static final String ACCOUNT_PATH = "/var/run/secrets/kubernetes.io/serviceaccount";
    private static final String DEFAULT_SIZE = "1Gi";
    private static final long GRACE_SECONDS = 30;

    /** The volume's files belong to it, whoever the image's user is. */
    private static final long FILE_GROUP = 2000;

    private MemberSet() {}

    static StatefulSet of(DatabaseCluster cluster, ObjectMeta meta) {
        var spec = cluster.getSpec();
        return new StatefulSetBuilder()
                .withMetadata(meta)
                .withNewSpec()
                .withServiceName(ClusterNames.of(cluster))
                .withReplicas(spec.members())
                .withPodManagementPolicy("Parallel")
                .withNewSelector()
                .withMatchLabels(ClusterObjects.selector(cluster))
                .endSelector()
                .withNewPersistentVolumeClaimRetentionPolicy()
                .withWhenDeleted(Objects.requireNonNullElse(spec.volumes(), VolumePolicy.Retain)
                        .name())
                .withWhenScaled("Retain")
                .endPersistentVolumeClaimRetentionPolicy()
                .withTemplate(template(cluster))
                .withVolumeClaimTemplates(claim(Objects.requireNonNullElse(spec.storageSize(), DEFAULT_SIZE)))
                .endSpec()
                .build();
    }

    private static PodTemplateSpec template(DatabaseCluster cluster) {
        var name = ClusterNames.of(cluster);
        return new PodTemplateSpecBuilder()
                .withNewMetadata()
                .withLabels(DemoLabels.ofCluster(name))
                .addToAnnotations("kubectl.kubernetes.io/default-container", ClusterNames.CONTAINER)
                .endMetadata()
                .withNewSpec()
                .withServiceAccountName(name)
                .withAutomountServiceAccountToken(true)
                .withEnableServiceLinks(false)
                .withTerminationGracePeriodSeconds(GRACE_SECONDS)
                .withNewSecurityContext()
                .withRunAsNonRoot(true)
                .withFsGroup(FILE_GROUP)
                .withNewSeccompProfile()
                .withType("RuntimeDefault")
                .endSeccompProfile()
                .endSecurityContext()
                .withContainers(container(cluster.getSpec().image()))
                .addNewVolume()
                .withName("tmp")
                .withNewEmptyDir()
                .withSizeLimit(new Quantity("16Mi"))
                .endEmptyDir()
                .endVolume()
                .endSpec()
                .build();
    }

    private static Container container(String image) {
        return new ContainerBuilder()
                .withName(ClusterNames.CONTAINER)
                .withImage(image)
                .withEnv(
                        PodEnvironment.field("POD_NAME", "metadata.name"),
                        PodEnvironment.field("POD_IP", "status.podIP"),
                        PodEnvironment.field("NAMESPACE", "metadata.namespace"),
                        PodEnvironment.variable("DATA_DIRECTORY", DATA_PATH),
                        PodEnvironment.variable("SERVICE_ACCOUNT_DIR", ACCOUNT_PATH))
                .addNewPort()
                .withName(ClusterNames.PORT_NAME)
                .withContainerPort(ClusterNames.PORT)
                .endPort()
                .withStartupProbe(probe("/healthz", 1, 120))
                .withLivenessProbe(probe("/healthz", 10, 3))
                .withReadinessProbe(probe("/readyz", 2, 2))
                .withNewResources()
                .withRequests(Map.of("cpu", new Quantity("50m"), "memory", new Quantity("128Mi")))
                .withLimits(Map.of("memory", new Quantity("256Mi")))
                .endResources()
                .withTerminationMessagePolicy("FallbackToLogsOnError")
                .withNewSecurityContext()
                .withAllowPrivilegeEscalation(false)
                .withReadOnlyRootFilesystem(true)
                .withRunAsNonRoot(true)
                .withNewCapabilities()
                .withDrop("ALL")
                .endCapabilities()
                .endSecurityContext()
                .addNewVolumeMount()
                .withName(DATA)
                .withMountPath(DATA_PATH)
                .endVolumeMount()
                .addNewVolumeMount()
                .withName("tmp")
                .withMountPath("/tmp")
                .endVolumeMount()
                .build();
    }

    private static Probe probe(String path, int everySeconds, int failures) {
        return new ProbeBuilder()
                .withNewHttpGet()
                .withPath(path)
                .withNewPort(ClusterNames.PORT_NAME)
                .endHttpGet()
                .withPeriodSeconds(everySeconds)
                .withTimeoutSeconds(2)
                .withFailureThreshold(failures)
                .build();
    }

    private static PersistentVolumeClaim claim(String size) {
        return new PersistentVolumeClaimBuilder()
                .withNewMetadata()
                .withName(DATA)
                .endMetadata()
                .withNewSpec()
                .withAccessModes(List.of("ReadWriteOnce"))
                .withNewResources()
                .withRequests(Map.of("storage", new Quantity(size)))
                .endResources()
                .endSpec()
                .build();
    }
}
