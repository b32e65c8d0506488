package com.isotoma.dboperator.driver.database;

import com.isotoma.dboperator.crds.v1alpha1.ApiGroup;
import com.isotoma.dboperator.crds.v1alpha1.DatabaseSpec;
import com.isotoma.dboperator.crds.v1alpha1.RotationSpec;
import com.isotoma.dboperator.crds.v1alpha1.RotationStatus;
import com.isotoma.dboperator.crds.v1alpha1.Rotations;
import com.isotoma.dboperator.driver.cluster.DatabaseHandle;
import com.isotoma.dboperator.driver.spi.Capability;
import com.isotoma.dboperator.driver.spi.DriverApi;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Reasons;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether and when the password of a Database is changed, and which login comes next. */
public final class RotationPlan {
    private RotationPlan() {}

    /** Why it can never be changed; empty where it can. */
    public static Optional<DriverException> impossible(DatabaseHandle database, DriverApi driver) {
        if (database.spec().passwordFrom() != null) {
            return Optional.of(DriverException.user(
                    Reasons.NOT_SUPPORTED,
                    "spec.passwordFrom says which password it is: change it there, and annotate the Database with "
                            + ApiGroup.REFRESH_ANNOTATION + " and a new value"));
        }
        if (!driver.capabilities().contains(Capability.ROTATION)) {
            return Optional.of(DriverException.user(
                    Reasons.NOT_SUPPORTED,
                    "The driver " + database.driver()
                            + " cannot give applications a new password while the old one goes"
                            + " on: remove spec.rotation and the annotation " + ApiGroup.ROTATE_ANNOTATION));
        }
        return Optional.empty();
    }

    /** The login after {@code current}; the first after one of an earlier version. */
    public static String next(List<String> logins, String current) {
        return logins.get((logins.indexOf(current) + 1) % logins.size());
    }

    /** When the rotation after one at {@code time} is due; null where each is asked for. */
    public static @Nullable String after(DatabaseSpec spec, Instant time) {
        return after(spec.effectiveRotation(), time);
    }

    /** The same of a resource of any kind. */
    public static @Nullable String after(RotationSpec spec, Instant time) {
        return spec.between()
                .map(interval -> Rotations.text(time.plus(interval)))
                .orElse(null);
    }

    /**
     * The status with the next rotation as the spec has it now: its interval after the last one, and after the Database was
     * made where there was none. Null where nothing is to be said.
     *
     * @param lost whether the Secret was missing, so that no rotation is under way any more
     */
    public static @Nullable RotationStatus planned(DatabaseHandle database, boolean lost) {
        return planned(
                lost ? database.rotation().withoutOverlap() : database.rotation(),
                database.spec().effectiveRotation(),
                database.createdAt());
    }

    /**
     * The same of a resource of any kind.
     *
     * @param made when it was made
     */
    public static @Nullable RotationStatus planned(RotationStatus now, RotationSpec spec, Instant made) {
        var next = after(spec, lastChange(made, now));
        var planned = new RotationStatus(
                now.last(), next, now.retireAt(), now.retiring(), now.username(), now.begun(), now.served());
        return planned.equals(RotationStatus.NONE) ? null : planned;
    }

    private static Instant lastChange(Instant made, RotationStatus now) {
        try {
            return now.last() == null ? made : Instant.parse(now.last());
        } catch (DateTimeException e) {
            return made;
        }
    }
}
