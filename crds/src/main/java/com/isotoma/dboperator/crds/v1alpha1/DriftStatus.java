package com.isotoma.dboperator.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What came of comparing a database, its user and its Secret with what they should be. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DriftStatus(
        @JsonPropertyDescription("When they were last compared, RFC 3339.") @Nullable
        String lastCheckTime,

        @JsonPropertyDescription("How many times something was mended.") @Nullable
        Integer mended,

        @JsonPropertyDescription("When something was last mended, RFC 3339.") @Nullable
        String lastMendedTime) {
    /** Of a Database that was never compared. */
    public static final DriftStatus NONE = new DriftStatus(null, null, null);

    /** They were compared at that time, and are as they should be. */
    public DriftStatus checked(String time) {
        return new DriftStatus(time, mended, lastMendedTime);
    }

    /** They were compared at that time, were not, and are now. */
    public DriftStatus mended(String time) {
        return new DriftStatus(time, Objects.requireNonNullElse(mended, 0) + 1, time);
    }
}
