package com.isotoma.dboperator.driver.cluster;

import com.isotoma.dboperator.crds.v1alpha1.Binding;
import com.isotoma.dboperator.crds.v1alpha1.Database;
import com.isotoma.dboperator.crds.v1alpha1.DatabasePhase;
import com.isotoma.dboperator.crds.v1alpha1.DatabaseStatus;
import com.isotoma.dboperator.crds.v1alpha1.LastBackup;
import com.isotoma.dboperator.crds.v1alpha1.PastRestore;
import com.isotoma.dboperator.crds.v1alpha1.Transitions;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A change to a Database's status, begun from what it is now. */
public final class DatabaseStatusBuilder {
    /** A longer list would make each write of the status a large one. */
    private static final int MOST_RESTORES = 100;

    private final Clock clock;
    private final @Nullable Long generation;
    private @Nullable DatabasePhase phase;
    private @Nullable List<Condition> conditions;
    private @Nullable Long observedGeneration;
    private @Nullable String databaseName;
    private @Nullable String username;
    private @Nullable String serverVersion;
    private @Nullable Binding binding;
    private @Nullable String activeBackup;
    private @Nullable String activeRestore;
    private @Nullable LastBackup lastBackup;
    private @Nullable String refreshed;
    private @Nullable List<PastRestore> pastRestores;
    private @Nullable String message;

    DatabaseStatusBuilder(Database database, Clock clock) {
        var now = database.getStatus() == null ? DatabaseStatus.NONE : database.getStatus();
        this.clock = clock;
        generation = database.getMetadata().getGeneration();
        phase = now.phase();
        conditions = now.conditions();
        observedGeneration = now.observedGeneration();
        databaseName = now.databaseName();
        username = now.username();
        serverVersion = now.serverVersion();
        binding = now.binding();
        activeBackup = now.activeBackup();
        activeRestore = now.activeRestore();
        lastBackup = now.lastBackup();
        refreshed = now.refreshed();
        pastRestores = now.pastRestores();
        message = now.message();
    }

    /** Moves on to {@code next}, or stays. */
    public DatabaseStatusBuilder phase(DatabasePhase next) {
        if (phase != next && !Transitions.from(phase).contains(next)) {
            throw new IllegalStateException("a Database does not go from " + phase + " to " + next);
        }
        phase = next;
        return this;
    }

    /** Sets the condition Ready, and the line for people with it. */
    public DatabaseStatusBuilder ready(boolean ready, String reason, String message) {
        conditions = Conditions.with(
                conditions, DatabaseStatus.READY, ready ? "True" : "False", reason, message, generation, clock);
        this.message = Conditions.shortened(message);
        return this;
    }

    /** Sets the line for people alone. */
    public DatabaseStatusBuilder message(String message) {
        this.message = Conditions.shortened(message);
        return this;
    }

    /** Says that the server is as this generation of the spec wants it. */
    public DatabaseStatusBuilder observed(long generation, @Nullable String refresh) {
        observedGeneration = generation;
        refreshed = refresh;
        return this;
    }

    public DatabaseStatusBuilder names(String databaseName, String username) {
        this.databaseName = databaseName;
        this.username = username;
        return this;
    }

    public DatabaseStatusBuilder serverVersion(String serverVersion) {
        this.serverVersion = serverVersion;
        return this;
    }

    public DatabaseStatusBuilder binding(String secretName) {
        binding = new Binding(secretName);
        return this;
    }

    public DatabaseStatusBuilder activeBackup(@Nullable String name) {
        activeBackup = name;
        return this;
    }

    public DatabaseStatusBuilder activeRestore(@Nullable String name) {
        activeRestore = name;
        return this;
    }

    public DatabaseStatusBuilder lastBackup(LastBackup backup) {
        lastBackup = backup;
        return this;
    }

    /** Remembers that a Restore was carried out; once, however often it is said. */
    public DatabaseStatusBuilder restored(PastRestore restore) {
        var all = new ArrayList<>(Objects.requireNonNullElse(pastRestores, List.<PastRestore>of()));
        if (all.stream().noneMatch(r -> Objects.equals(r.uid(), restore.uid()))) {
            all.add(restore);
        }
        pastRestores = List.copyOf(all.subList(Math.max(0, all.size() - MOST_RESTORES), all.size()));
        return this;
    }

    /** Forgets a Restore that has touched nothing after all. */
    public DatabaseStatusBuilder notRestored(String uid) {
        if (pastRestores != null) {
            pastRestores =
                    pastRestores.stream().filter(r -> !uid.equals(r.uid())).toList();
        }
        return this;
    }

    DatabaseStatus build() {
        return new DatabaseStatus(
                phase,
                conditions,
                observedGeneration,
                databaseName,
                username,
                serverVersion,
                binding,
                activeBackup,
                activeRestore,
                lastBackup,
                refreshed,
                pastRestores,
                message);
    }
}
