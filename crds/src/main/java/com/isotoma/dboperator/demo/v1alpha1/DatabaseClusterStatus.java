package com.isotoma.dboperator.demo.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the operator sees of a cluster. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DatabaseClusterStatus(
        @JsonPropertyDescription("What is true of this cluster; Ready when every member serves.") @Nullable
        List<Condition> conditions,

        @JsonPropertyDescription("The generation of the spec that was acted on.") @Nullable
        Long observedGeneration,

        @JsonPropertyDescription("Members that exist.") @Nullable
        Integer members,

        @JsonPropertyDescription("Members that serve: they have the leader's data.") @Nullable
        Integer readyMembers,

        @JsonPropertyDescription("Pod that leads; none while it does not serve.") @Nullable
        String leader,

        @JsonPropertyDescription("Where the cluster is reached from inside Kubernetes, as host:port.") @Nullable
        String service) {}
