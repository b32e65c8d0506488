package com.isotoma.dboperator.operator.database;

import com.isotoma.dboperator.crds.v1alpha1.DatabasePhase;
import com.isotoma.dboperator.crds.v1alpha1.Operation;
import com.isotoma.dboperator.crds.v1alpha1.RotationStatus;
import com.isotoma.dboperator.crds.v1alpha1.Rotations;
import com.isotoma.dboperator.operator.job.Decision.CreateJob;
import com.isotoma.dboperator.operator.turn.DatabaseFacts;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/** When a run is to change the password of a Database, or to end the one of before. */
final class RotationRules {
    private RotationRules() {}

    /** The Job that is due now, if any. What changes with each step of a rotation makes it another one. */
    static Optional<CreateJob> due(DatabaseFacts database, Instant now) {
        return wait(database, now).filter(left -> !left.isPositive()).map(left -> {
            var rotation = rotation(database);
            return CreateJob.of(
                    Operation.ROTATE,
                    database.subject(),
                    database.uid(),
                    String.valueOf(rotation.last()),
                    String.valueOf(rotation.next()),
                    String.valueOf(rotation.retireAt()),
                    String.valueOf(rotation.begun()),
                    String.valueOf(database.rotate()));
        });
    }

    /** How long until one is due; empty where none will be by itself. */
    static Optional<Duration> wait(DatabaseFacts database, Instant now) {
        return database.deleting() || database.status().phase() != DatabasePhase.CREATED
                ? Optional.empty()
                : Rotations.wait(rotation(database), database.rotate(), now);
    }

    private static RotationStatus rotation(DatabaseFacts database) {
        return Objects.requireNonNullElse(database.status().rotation(), RotationStatus.NONE);
    }
}
