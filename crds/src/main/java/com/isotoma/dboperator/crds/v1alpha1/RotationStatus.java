package com.isotoma.dboperator.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** How the rotation of the application's password stands. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RotationStatus(
        @JsonPropertyDescription("When the Secret last got another password by a rotation, RFC 3339.") @Nullable
        String last,

        @JsonPropertyDescription("When the next rotation is due, RFC 3339. None where they are asked for one by one.")
        @Nullable
        String next,

        @JsonPropertyDescription("When the password of before ends, RFC 3339. None when it has ended.") @Nullable
        String retireAt,

        @JsonPropertyDescription(
                "Name of the user on the server by which applications logged in before, until it ends. Where an"
                        + " account has two passwords, it is that of now.")
        @Nullable
        String retiring,

        @JsonPropertyDescription(
                "Name of the user on the server by which applications log in, since the last rotation.")
        @Nullable
        String username,

        @JsonPropertyDescription("The rotation that has begun and of which the Secret says nothing yet.") @Nullable
        String begun,

        @JsonPropertyDescription("The value of the annotation db.isotoma.com/rotate that was last served.") @Nullable
        String served) {

    /** The same where the Secret, and with it what was in force, was lost. */
    public RotationStatus withoutOverlap() {
        return new RotationStatus(last, next, null, null, null, null, served);
    }

    public static final RotationStatus NONE = new RotationStatus(null, null, null, null, null, null, null);
}
