package com.isotoma.dboperator.operator.job;

import com.isotoma.dboperator.crds.v1alpha1.DriverSpec;
import io.fabric8.kubernetes.api.model.EnvVar;
import java.util.List;
import java.util.Map;

/**
 * A pod that runs a driver's image.
 *
 * @param container name of its one container
 * @param driver the image and the settings of the pod, but for its environment and its service account
 * @param serviceAccount whose rights it has, in the pod's namespace
 * @param labels labels that the driver's own cannot replace
 * @param environment all its variables: see {@link PodEnvironment}
 */
public record PodPlan(
        String container,
        DriverSpec driver,
        String serviceAccount,
        Map<String, String> labels,
        List<EnvVar> environment) {}
