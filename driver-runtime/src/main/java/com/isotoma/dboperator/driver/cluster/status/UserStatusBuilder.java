package com.isotoma.dboperator.driver.cluster.status;

import com.isotoma.dboperator.crds.v1alpha1.DatabaseUser;
import com.isotoma.dboperator.crds.v1alpha1.DatabaseUserStatus;
import com.isotoma.dboperator.crds.v1alpha1.RotationStatus;
import com.isotoma.dboperator.crds.v1alpha1.Transitions;
import com.isotoma.dboperator.crds.v1alpha1.UserBinding;
import com.isotoma.dboperator.crds.v1alpha1.UserPhase;
import com.isotoma.dboperator.driver.spi.DriverException;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A change to a DatabaseUser's status, begun from what it is now. */
public final class UserStatusBuilder {
    private final Clock clock;
    private final @Nullable Long generation;
    private @Nullable UserPhase phase;
    private @Nullable List<Condition> conditions;
    private @Nullable Long observedGeneration;
    private @Nullable String username;
    private @Nullable UserBinding binding;
    private @Nullable RotationStatus rotation;
    private @Nullable String refreshed;
    private @Nullable String basis;
    private @Nullable String driver;
    private @Nullable String message;

    public UserStatusBuilder(DatabaseUser user, Clock clock) {
        var now = user.getStatus() == null ? DatabaseUserStatus.NONE : user.getStatus();
        this.clock = clock;
        generation = user.getMetadata().getGeneration();
        phase = now.phase();
        conditions = now.conditions();
        observedGeneration = now.observedGeneration();
        username = now.username();
        binding = now.binding();
        rotation = now.rotation();
        refreshed = now.refreshed();
        basis = now.basis();
        driver = now.driver();
        message = now.message();
    }

    /** Moves on to {@code next}, or stays. */
    public UserStatusBuilder phase(UserPhase next) {
        if (phase != next && !Transitions.from(phase).contains(next)) {
            throw new IllegalStateException("a DatabaseUser does not go from " + phase + " to " + next);
        }
        phase = next;
        return this;
    }

    /** Sets the condition Ready, and the line for people with it. What is not ready goes on by itself. */
    public UserStatusBuilder ready(boolean ready, String reason, String message) {
        conditions =
                ready ? health().ready(conditions, reason, message) : health().inProgress(conditions, reason, message);
        this.message = Conditions.shortened(message);
        return this;
    }

    /** What went wrong: another attempt follows, or, where it is the user's to act, none until something is changed. */
    public UserStatusBuilder failed(DriverException error, String message) {
        conditions = error.kind() == DriverException.Kind.USER
                ? health().failed(conditions, error.reason(), message)
                : health().inProgress(conditions, error.reason(), message);
        this.message = Conditions.shortened(message);
        return this;
    }

    private Health health() {
        return new Health(generation, clock);
    }

    /** The driver that knows the server, for an end without the Database. */
    public UserStatusBuilder driver(String driver) {
        this.driver = driver;
        return this;
    }

    /** The name of its account on the server: recorded before there is one. */
    public UserStatusBuilder username(String username) {
        this.username = username;
        return this;
    }

    /** Says that the server is as this generation of the spec wants it, in the database as it is now. */
    public UserStatusBuilder observed(long generation, @Nullable String refresh, String basis) {
        observedGeneration = generation;
        refreshed = refresh;
        this.basis = basis;
        return this;
    }

    /** Says how the rotation of the password stands; null where there was none and none is due. */
    public UserStatusBuilder rotation(@Nullable RotationStatus status) {
        rotation = status;
        return this;
    }

    /** Says whether the last rotation that was due or asked for was made; Ready stays as it is. */
    public UserStatusBuilder passwordRotated(boolean rotated, String reason, String message) {
        conditions = Conditions.with(
                conditions,
                DatabaseUserStatus.PASSWORD_ROTATED,
                rotated ? "True" : "False",
                reason,
                message,
                generation,
                clock);
        return this;
    }

    public UserStatusBuilder binding(String secretName) {
        binding = new UserBinding(secretName);
        return this;
    }

    public DatabaseUserStatus build() {
        return new DatabaseUserStatus(
                phase, conditions, observedGeneration, username, binding, rotation, refreshed, basis, driver, message);
    }
}
