package com.isotoma.dboperator.operator.user;

import com.isotoma.dboperator.crds.v1alpha1.ApiGroup;
import com.isotoma.dboperator.crds.v1alpha1.DatabaseUser;
import com.isotoma.dboperator.crds.v1alpha1.DatabaseUserStatus;
import com.isotoma.dboperator.operator.runtime.Kind;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How DatabaseUsers are watched. */
public final class UserKind {
    public static final Kind<DatabaseUser> KIND = Kind.of(DatabaseUser.class, "databaseuser")
            .reading(UserKind::read)
            .ofDatabase(user -> user.getSpec().database());

    private UserKind() {}

    private static List<@Nullable Object> read(DatabaseUser user) {
        var status = Objects.requireNonNullElse(user.getStatus(), DatabaseUserStatus.NONE);
        var annotations = Objects.requireNonNullElse(user.getMetadata().getAnnotations(), Map.<String, String>of());
        return Arrays.asList(
                annotations.get(ApiGroup.REFRESH_ANNOTATION),
                annotations.get(ApiGroup.ROTATE_ANNOTATION),
                status.phase(),
                status.observedGeneration(),
                status.refreshed(),
                status.basis(),
                status.rotation());
    }
}
