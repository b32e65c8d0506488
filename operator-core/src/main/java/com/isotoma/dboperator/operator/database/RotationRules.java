package com.isotoma.dboperator.operator.database;

import com.isotoma.dboperator.crds.v1alpha1.Binding;
import com.isotoma.dboperator.crds.v1alpha1.DatabasePhase;
import com.isotoma.dboperator.crds.v1alpha1.Operation;
import com.isotoma.dboperator.crds.v1alpha1.RotationStatus;
import com.isotoma.dboperator.crds.v1alpha1.Rotations;
import com.isotoma.dboperator.operator.job.Decision.CreateJob;
import com.isotoma.dboperator.operator.turn.DatabaseFacts;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** When a run is to change the password of a Database, to end the one of before, or to remove a Secret of before. */
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
                    String.valueOf(database.rotate()),
                    String.valueOf(binding(database).former()));
        });
    }

    /** How long until one is due; empty where none will be by itself. */
    static Optional<Duration> wait(DatabaseFacts database, Instant now) {
        if (database.deleting() || database.status().phase() != DatabasePhase.CREATED) {
            return Optional.empty();
        }
        return Stream.concat(
                        Rotations.wait(rotation(database), database.rotate(), now).stream(),
                        binding(database).wait(now).stream())
                .min(Comparator.naturalOrder());
    }

    private static Binding binding(DatabaseFacts database) {
        return Objects.requireNonNullElse(database.status().binding(), Binding.NONE);
    }

    private static RotationStatus rotation(DatabaseFacts database) {
        return Objects.requireNonNullElse(database.status().rotation(), RotationStatus.NONE);
    }
}
