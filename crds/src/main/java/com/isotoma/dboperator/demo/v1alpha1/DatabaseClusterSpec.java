package com.isotoma.dboperator.demo.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** What is asked for of a cluster. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "has(self.storageSize) == has(oldSelf.storageSize) && (!has(self.storageSize) || self.storageSize =="
                + " oldSelf.storageSize)",
        message = "storageSize cannot be changed, since the volumes exist already: create another DatabaseCluster")
public record DatabaseClusterSpec(
        @JsonPropertyDescription(
                "How many members there are; the first one leads, the others follow. With 0 the cluster" + " rests.")
        @Nullable
        @Min(0)
        @Max(100)
        @Default("1")
        Integer amountPods,

        @JsonPropertyDescription("Image of the demo HTTP database.") @Required @Size(min = 1, max = 512)
        String image,

        @JsonPropertyDescription("Size of each member's volume. Default: 1Gi. Cannot be changed.")
        @Nullable
        @Pattern("^[1-9][0-9]*(Ki|Mi|Gi|Ti|k|M|G|T)?$")
        String storageSize,

        @JsonPropertyDescription("What becomes of the volumes when this resource is deleted: Retain (default; a cluster"
                + " of the same name takes them up again) or Delete.")
        @Nullable
        VolumePolicy volumes) {
    private static final int ONE = 1;

    /** The number of members that is asked for. */
    public int members() {
        return amountPods == null ? ONE : amountPods;
    }
}
