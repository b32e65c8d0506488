package com.isotoma.dboperator.driver.cluster;

import com.isotoma.dboperator.crds.read.Unreadable;
import com.isotoma.dboperator.crds.v1alpha1.ApiGroup;
import com.isotoma.dboperator.crds.v1alpha1.DatabaseUser;
import com.isotoma.dboperator.crds.v1alpha1.DatabaseUserSpec;
import com.isotoma.dboperator.crds.v1alpha1.DatabaseUserStatus;
import com.isotoma.dboperator.crds.v1alpha1.RotationStatus;
import com.isotoma.dboperator.crds.v1alpha1.UserPhase;
import com.isotoma.dboperator.driver.cluster.status.UserStatusBuilder;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One DatabaseUser as this run last saw it, and the only way to change it. */
public final class UserHandle extends ResourceHandle<DatabaseUser, DatabaseUserStatus> {
    private final Clock clock;

    private UserHandle(ClusterClient cluster, DatabaseUser current, Clock clock) {
        super(cluster, current);
        this.clock = clock;
    }

    /** The DatabaseUser of that name, if there is one. */
    public static Optional<UserHandle> find(ClusterClient cluster, Clock clock, String namespace, String name) {
        var found = cluster.raw()
                .resources(DatabaseUser.class)
                .inNamespace(namespace)
                .withName(name)
                .get();
        return Optional.ofNullable(found).map(Unreadable::require).map(u -> new UserHandle(cluster, u, clock));
    }

    public DatabaseUserSpec spec() {
        return resource().getSpec();
    }

    public DatabaseUserStatus status() {
        return Objects.requireNonNullElse(resource().getStatus(), DatabaseUserStatus.NONE);
    }

    public @Nullable UserPhase phase() {
        return status().phase();
    }

    public long generation() {
        return Objects.requireNonNullElse(resource().getMetadata().getGeneration(), 0L);
    }

    /** Name of its Secret. */
    public String secretName() {
        return spec().secretName(name());
    }

    /** The value of the annotation that asks for one more run, if any. */
    public @Nullable String refreshRequest() {
        return annotation(ApiGroup.REFRESH_ANNOTATION);
    }

    /** The value of the annotation that asks for a rotation, if any. */
    public @Nullable String rotateRequest() {
        return annotation(ApiGroup.ROTATE_ANNOTATION);
    }

    /** How the rotation of the password stands. */
    public RotationStatus rotation() {
        return Objects.requireNonNullElse(status().rotation(), RotationStatus.NONE);
    }

    public boolean held() {
        return hasFinalizer(ApiGroup.USER_FINALIZER);
    }

    /** Puts on the finalizer, unless the resource is being deleted already. */
    public void hold() {
        addFinalizer(ApiGroup.USER_FINALIZER);
    }

    /** Takes the finalizer off, after which the resource may be gone. */
    public void letGo() {
        removeFinalizer(ApiGroup.USER_FINALIZER);
    }

    @Override
    protected @Nullable Object position() {
        return phase();
    }

    /**
     * Changes the status by compare-and-set on the phase.
     *
     * @throws LostRaceException when another run moved the DatabaseUser on
     */
    public void update(Consumer<UserStatusBuilder> change) {
        change(user -> {
            var builder = new UserStatusBuilder(user, clock);
            change.accept(builder);
            return builder.build();
        });
    }
}
