package com.isotoma.dboperator.driver.cluster;

import com.isotoma.dboperator.crds.v1alpha1.ApiGroup;
import com.isotoma.dboperator.crds.v1alpha1.Restore;
import com.isotoma.dboperator.crds.v1alpha1.RestorePhase;
import com.isotoma.dboperator.crds.v1alpha1.RestoreSpec;
import com.isotoma.dboperator.crds.v1alpha1.RestoreStatus;
import com.isotoma.dboperator.driver.cluster.status.RestoreStatusBuilder;
import com.isotoma.dboperator.driver.support.Labels;
import java.time.Clock;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One Restore as this run last saw it, and the only way to change it. */
public final class RestoreHandle extends ResourceHandle<Restore, RestoreStatus> {
    private static final int REQUEST_LENGTH = 16;
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

    /**
     * What it asks for, as a hash: the same for a Restore of the same name, source and annotation {@code run-again},
     * whatever became of the resource in between.
     */
    public String request() {
        var from = spec().from();
        var latest = from.latest();
        var source = latest != null
                ? "latest\n" + Objects.toString(latest.database(), "") + "\n"
                        + Objects.toString(latest.notLaterThan(), "")
                : Objects.toString(from.backup(), "") + "\n" + Objects.toString(from.url(), "");
        var again = Objects.toString(annotation(ApiGroup.RUN_AGAIN_ANNOTATION), "");
        return Labels.hash(name() + "\n" + source + "\n" + again).substring(0, REQUEST_LENGTH);
    }

    /** Whether a run has written on the resource itself that what it asks for was carried out. */
    public boolean saysCarriedOut() {
        return request().equals(annotation(ApiGroup.CARRIED_OUT_ANNOTATION));
    }

    /** Another run that takes the Restore up counts itself. */
    @Override
    protected Object position() {
        return phase() + " (attempt " + attempts() + ")";
    }

    public boolean held() {
        return hasFinalizer(ApiGroup.RESTORE_FINALIZER);
    }

    /** Puts on the finalizer, unless the resource is being deleted already. */
    public void hold() {
        addFinalizer(ApiGroup.RESTORE_FINALIZER);
    }

    /**
     * Takes the finalizer off, after which the resource may be gone. One that is Completed says so in an annotation from
     * then on, which stays where the status is lost.
     */
    public void letGo() {
        if (phase() == RestorePhase.COMPLETED && !saysCarriedOut() && !deletionRequested()) {
            edit(r -> {
                r.getMetadata().getFinalizers().removeIf(ApiGroup.RESTORE_FINALIZER::equals);
                annotate(r, ApiGroup.CARRIED_OUT_ANNOTATION, request());
            });
        } else {
            removeFinalizer(ApiGroup.RESTORE_FINALIZER);
        }
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
