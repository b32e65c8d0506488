package com.isotoma.dboperator.operator.user;

import com.isotoma.dboperator.crds.v1alpha1.ApiGroup;
import com.isotoma.dboperator.crds.v1alpha1.DatabaseUser;
import com.isotoma.dboperator.crds.v1alpha1.DatabaseUserStatus;
import com.isotoma.dboperator.operator.job.Subject;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is known about a DatabaseUser.
 *
 * @param database name of its Database
 * @param created creation time as the API server writes it, which sorts as text
 * @param held whether the drivers' finalizer is on it
 * @param refresh value of the annotation that asks for one more run
 * @param rotate value of the annotation that asks for a rotation of the password
 */
record UserFacts(
        String name,
        String uid,
        String database,
        String created,
        long generation,
        boolean deleting,
        boolean held,
        DatabaseUserStatus status,
        @Nullable String refresh,
        @Nullable String rotate) {
    private static final String KIND = "DatabaseUser";

    static UserFacts of(DatabaseUser user) {
        var meta = user.getMetadata();
        var annotations = Objects.requireNonNullElse(meta.getAnnotations(), Map.<String, String>of());
        return new UserFacts(
                meta.getName(),
                meta.getUid(),
                user.getSpec().database(),
                meta.getCreationTimestamp(),
                Objects.requireNonNullElse(meta.getGeneration(), 0L),
                user.isMarkedForDeletion(),
                user.hasFinalizer(ApiGroup.USER_FINALIZER),
                Objects.requireNonNullElse(user.getStatus(), DatabaseUserStatus.NONE),
                annotations.get(ApiGroup.REFRESH_ANNOTATION),
                annotations.get(ApiGroup.ROTATE_ANNOTATION));
    }

    /** The subject of its Jobs. */
    Subject subject() {
        return new Subject(KIND, name, uid);
    }
}
