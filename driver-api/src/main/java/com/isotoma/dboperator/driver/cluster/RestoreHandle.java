package com.isotoma.dboperator.driver.cluster;

import com.isotoma.dboperator.crds.v1alpha1.ApiGroup;
import com.isotoma.dboperator.crds.v1alpha1.Restore;
import com.isotoma.dboperator.crds.v1alpha1.RestorePhase;
import com.isotoma.dboperator.crds.v1alpha1.RestoreSpec;
import com.isotoma.dboperator.crds.v1alpha1.RestoreStatus;
import java.time.Clock;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One Restore as this run last saw it, and the only way to change it. */
public final class RestoreHandle extends ResourceHandle<Restore, RestoreStatus> {
    private final Clock clock;

    RestoreHandle(ClusterClient cluster, Restore current, Clock clock) {
        super(cluster, current);
        this.clock = clock;
    }

    public RestoreSpec spec() {
        return resource().getSpec();
    }

    public RestoreStatus status() {
        return Objects.requireNonNullElse(resource().getStatus(), RestoreStatus.NONE);
    }

    public @Nullable RestorePhase phase() {
        return status().phase();
    }

    public boolean ended() {
        var phase = phase();
        return phase != null && phase.terminal();
    }

    public int attempts() {
        return Objects.requireNonNullElse(status().attempts(), 0);
    }

    /** Another run that takes the Restore up counts itself. */
    @Override
    protected Object position() {
        return phase() + " (attempt " + attempts() + ")";
    }

    /** Puts on the finalizer, unless the resource is being deleted already. */
    public void hold() {
        addFinalizer(ApiGroup.RESTORE_FINALIZER);
    }

    /** Takes the finalizer off, after which the resource may be gone. */
    public void letGo() {
        removeFinalizer(ApiGroup.RESTORE_FINALIZER);
    }

    /**
     * Changes the status by compare-and-set on the phase and the count of attempts.
     *
     * @throws LostRaceException when another run moved the Restore on
     */
    public void update(Consumer<RestoreStatusBuilder> change) {
        change(restore -> {
            var builder = new RestoreStatusBuilder(restore, clock);
            change.accept(builder);
            return builder.build();
        });
    }
}
