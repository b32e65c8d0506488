package com.isotoma.dboperator.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The container that works for one kind of database server, and the settings of its pods. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DriverSpec(
        @JsonPropertyDescription("Image of the driver container.") @Required @Size(min = 1, max = 1024)
        String image,

        @JsonPropertyDescription("When to pull the image: Always, IfNotPresent or Never. Default: as Kubernetes decides"
                + " from the tag.")
        @Nullable
        String imagePullPolicy,

        @JsonPropertyDescription("Names of the Secrets to pull the image with, in the namespace of the Database.")
        @Nullable
        List<String> imagePullSecrets,

        @JsonPropertyDescription("Command of the container. Default: the image's own.") @Nullable
        List<String> command,

        @JsonPropertyDescription("Arguments of the command. Default: the image's own.") @Nullable
        List<String> args,

        @JsonPropertyDescription(
                "Further environment variables. Those that say what a run is to" + " do are overwritten.")
        @Nullable
        Map<String, String> env,

        @JsonPropertyDescription("What the container asks for and may use.") @Nullable
        DriverResources resources,

        @JsonPropertyDescription("Labels that a node must have to run the pods.") @Nullable
        Map<String, String> nodeSelector,

        @JsonPropertyDescription("Taints of nodes that the pods put up with.") @Nullable
        List<Toleration> tolerations,

        @JsonPropertyDescription("Priority class of the pods.") @Nullable
        String priorityClassName,

        @JsonPropertyDescription(
                "Service account of the pods, in the namespace of the Database; by its name, which begins"
                        + " with db-operator-driver., the policies know it. Default: one that the operator makes and gives the"
                        + " rights it needs.")
        @Nullable
        @Size(max = 253)
        @Pattern("^db-operator-driver\\.[a-z0-9]([-a-z0-9.]*[a-z0-9])?$")
        String serviceAccountName,

        @JsonPropertyDescription("Further labels of the pods.") @Nullable
        Map<String, String> podLabels,

        @JsonPropertyDescription("Further annotations of the pods.") @Nullable
        Map<String, String> podAnnotations) {

    /** Nothing but an image. */
    public static DriverSpec of(String image) {
        return new DriverSpec(image, null, null, null, null, null, null, null, null, null, null, null, null);
    }

    /** The same with another image. */
    public DriverSpec withImage(String other) {
        return new DriverSpec(
                other,
                imagePullPolicy,
                imagePullSecrets,
                command,
                args,
                env,
                resources,
                nodeSelector,
                tolerations,
                priorityClassName,
                serviceAccountName,
                podLabels,
                podAnnotations);
    }
}
