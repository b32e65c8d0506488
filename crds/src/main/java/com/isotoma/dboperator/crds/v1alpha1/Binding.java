package com.isotoma.dboperator.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The reference by which service binding tools find the Secret ({@code status.binding.name} of the Service Binding
 * Specification for Kubernetes 1.1, "Provisioned Service").
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Binding(
        @JsonPropertyDescription("Name of the Secret, in the namespace of this resource.") @Nullable
        String name,

        @JsonPropertyDescription("The Secrets of before, which had other names, the latest first.")
        @Nullable
        @Size(max = Binding.MOST_FORMER)
        List<FormerSecret> former) {
    /** The earliest goes at once where there would be more. */
    public static final int MOST_FORMER = 8;

    /** No Secret yet. */
    public static final Binding NONE = new Binding(null, null);

    /** The Secrets of before, the latest first. */
    public List<FormerSecret> formerOrNone() {
        return Objects.requireNonNullElse(former, List.of());
    }

    /** How long until the first of the Secrets of before goes, zero or less when it is to go now; empty where there is none. */
    public Optional<Duration> wait(Instant now) {
        return formerOrNone().stream()
                .map(secret -> Rotations.until(String.valueOf(secret.until()), now))
                .min(Comparator.naturalOrder());
    }
}
