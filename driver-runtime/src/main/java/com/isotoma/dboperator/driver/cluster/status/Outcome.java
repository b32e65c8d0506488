package com.isotoma.dboperator.driver.cluster.status;

import com.isotoma.dboperator.crds.v1alpha1.BackupStatus;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The conditions of what is done once, the same on Backups and Restores: Complete, which says until the end why not yet,
 * Failed, which is there only when no run will try again, and those that machines read.
 */
final class Outcome {
    private static final String COMPLETE = BackupStatus.COMPLETE;
    private static final String FAILED = BackupStatus.FAILED;

    private final Clock clock;
    private final @Nullable Long generation;
    private final Health health;
    private @Nullable List<Condition> conditions;

    Outcome(@Nullable List<Condition> conditions, @Nullable Long generation, Clock clock) {
        this.conditions = conditions;
        this.generation = generation;
        this.clock = clock;
        health = new Health(generation, clock);
    }

    @Nullable
    List<Condition> conditions() {
        return conditions;
    }

    /** Sets a further condition. */
    void say(String type, boolean holds, String reason, String message) {
        say(type, holds ? "True" : "False", reason, message);
    }

    /** Sets a further condition to True, False or Unknown. */
    void say(String type, String status, String reason, String message) {
        conditions = Conditions.with(conditions, type, status, reason, message, generation, clock);
    }

    /** Takes a further condition away. */
    void sayNothing(String type) {
        conditions = Conditions.without(conditions, type);
    }

    /** @return the line for people that says the same */
    String notYet(String reason, String message) {
        conditions = Conditions.with(conditions, COMPLETE, "False", reason, message, generation, clock);
        conditions = health.inProgress(conditions, reason, message);
        return Conditions.shortened(message);
    }

    /** @return the line for people that says the same */
    String complete(String reason, String message) {
        conditions = Conditions.with(conditions, COMPLETE, "True", reason, message, generation, clock);
        conditions = health.ready(Conditions.without(conditions, FAILED), reason, message);
        return Conditions.shortened(message);
    }

    /** @return the line for people that says the same */
    String failed(String reason, String message) {
        var line = notYet(reason, message);
        conditions = Conditions.with(conditions, FAILED, "True", reason, message, generation, clock);
        conditions = health.failed(conditions, reason, message);
        return line;
    }
}
