package com.isotoma.dboperator.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** A failure in a run that served several Databases: the Job that it did the work of was never created. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FailedAttempt(
        @JsonPropertyDescription("Name of the Job that would have been created for it.") @Nullable
        String job,

        @JsonPropertyDescription("How many such runs have failed at the same thing, one after the other.") @Nullable
        Integer count,

        @JsonPropertyDescription("When the last of them failed, RFC 3339.") @Nullable
        String at) {
    /** The failure at {@code job} after the last one, which counts on if that was at the same. */
    public static FailedAttempt after(@Nullable FailedAttempt last, String job, Instant at) {
        var before = last == null || !job.equals(last.job) || last.count == null ? 0 : last.count;
        return new FailedAttempt(
                job, before + 1, at.truncatedTo(ChronoUnit.SECONDS).toString());
    }
}
