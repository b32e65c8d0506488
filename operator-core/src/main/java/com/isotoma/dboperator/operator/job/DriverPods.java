package com.isotoma.dboperator.operator.job;

import com.isotoma.dboperator.crds.v1alpha1.DriverResources;
import com.isotoma.dboperator.crds.v1alpha1.Toleration;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import io.fabric8.kubernetes.api.model.TolerationBuilder;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The pods that run drivers. They meet the <em>restricted</em> Pod Security Standard: no root, no capabilities, nothing
 * to write to but a small {@code /tmp}. That is in memory, since tools are given passwords by files there, and so counts as
 * the container's.
 */
public final class DriverPods {
    static final String CONTAINER = "driver";
    private static final Quantity TMP_LIMIT = new Quantity("64Mi");
    private static final long GRACE_SECONDS = 30;

    private DriverPods() {}

    /** The same plan gives the same pod. */
    public static PodTemplateSpec template(PodPlan plan) {
        var driver = plan.driver();
        return new PodTemplateSpecBuilder()
                .withNewMetadata()
                .withLabels(under(plan.labels(), driver.podLabels()))
                .withAnnotations(under(
                        Map.of("kubectl.kubernetes.io/default-container", plan.container()), driver.podAnnotations()))
                .endMetadata()
                .withNewSpec()
                .withRestartPolicy("Never")
                .withServiceAccountName(plan.serviceAccount())
                .withAutomountServiceAccountToken(true)
                .withEnableServiceLinks(false)
                .withTerminationGracePeriodSeconds(GRACE_SECONDS)
                .withNewSecurityContext()
                .withRunAsNonRoot(true)
                .withNewSeccompProfile()
                .withType("RuntimeDefault")
                .endSeccompProfile()
                .endSecurityContext()
                .withImagePullSecrets(pullSecrets(driver.imagePullSecrets()))
                .withNodeSelector(driver.nodeSelector())
                .withTolerations(tolerations(driver.tolerations()))
                .withPriorityClassName(driver.priorityClassName())
                .withContainers(container(plan))
                .addNewVolume()
                .withName("tmp")
                .withNewEmptyDir()
                .withMedium("Memory")
                .withSizeLimit(TMP_LIMIT)
                .endEmptyDir()
                .endVolume()
                .endSpec()
                .build();
    }

    private static Container container(PodPlan plan) {
        var driver = plan.driver();
        return new ContainerBuilder()
                .withName(plan.container())
                .withImage(driver.image())
                .withImagePullPolicy(driver.imagePullPolicy())
                .withCommand(orEmpty(driver.command()))
                .withArgs(orEmpty(driver.args()))
                .withEnv(plan.environment())
                .withResources(resources(driver.resources()))
                .withTerminationMessagePolicy("FallbackToLogsOnError")
                .withNewSecurityContext()
                .withAllowPrivilegeEscalation(false)
                .withReadOnlyRootFilesystem(true)
                .withRunAsNonRoot(true)
                .withNewCapabilities()
                .withDrop("ALL")
                .endCapabilities()
                .withNewSeccompProfile()
                .withType("RuntimeDefault")
                .endSeccompProfile()
                .endSecurityContext()
                .addNewVolumeMount()
                .withName("tmp")
                .withMountPath("/tmp")
                .endVolumeMount()
                .build();
    }

    /** What the Driver asks for, below what the operator itself sets. */
    private static Map<String, String> under(Map<String, String> ours, @Nullable Map<String, String> theirs) {
        var merged = new TreeMap<String, String>();
        if (theirs != null) {
            merged.putAll(theirs);
        }
        merged.putAll(ours);
        return merged;
    }

    private static List<LocalObjectReference> pullSecrets(@Nullable List<String> names) {
        return orEmpty(names).stream().map(LocalObjectReference::new).toList();
    }

    private static List<io.fabric8.kubernetes.api.model.Toleration> tolerations(@Nullable List<Toleration> given) {
        return orEmpty(given).stream()
                .map(t -> new TolerationBuilder()
                        .withKey(t.key())
                        .withOperator(t.operator())
                        .withValue(t.value())
                        .withEffect(t.effect())
                        .withTolerationSeconds(t.tolerationSeconds())
                        .build())
                .toList();
    }

    private static @Nullable ResourceRequirements resources(@Nullable DriverResources given) {
        return given == null
                ? null
                : new ResourceRequirementsBuilder()
                        .withRequests(quantities(given.requests()))
                        .withLimits(quantities(given.limits()))
                        .build();
    }

    private static Map<String, Quantity> quantities(@Nullable Map<String, IntOrString> given) {
        return given == null
                ? Map.of()
                : given.entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey,
                                e -> Quantity.parse(String.valueOf(e.getValue().getValue()))));
    }

    private static <T> List<T> orEmpty(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }
}
