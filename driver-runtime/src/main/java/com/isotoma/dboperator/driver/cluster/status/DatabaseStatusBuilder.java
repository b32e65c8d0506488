package com.isotoma.dboperator.driver.cluster.status;

import com.fasterxml.jackson.databind.JsonNode;
import com.isotoma.dboperator.crds.v1alpha1.Binding;
import com.isotoma.dboperator.crds.v1alpha1.Database;
import com.isotoma.dboperator.crds.v1alpha1.DatabasePhase;
import com.isotoma.dboperator.crds.v1alpha1.DatabaseStatus;
import com.isotoma.dboperator.crds.v1alpha1.DriftStatus;
import com.isotoma.dboperator.crds.v1alpha1.FailedAttempt;
import com.isotoma.dboperator.crds.v1alpha1.InitSqlStatus;
import com.isotoma.dboperator.crds.v1alpha1.LastBackup;
import com.isotoma.dboperator.crds.v1alpha1.ListedUser;
import com.isotoma.dboperator.crds.v1alpha1.OneTimeWords;
import com.isotoma.dboperator.crds.v1alpha1.PastRestore;
import com.isotoma.dboperator.crds.v1alpha1.RotationStatus;
import com.isotoma.dboperator.crds.v1alpha1.Transitions;
import com.isotoma.dboperator.driver.cluster.LocationHandle;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Warning;
import com.isotoma.dboperator.reasons.DatabaseReasons;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
    private @Nullable String serverIdentity;
    private @Nullable Map<String, JsonNode> options;
    private @Nullable OneTimeWords words;
    private @Nullable Binding binding;
    private @Nullable String activeBackup;
    private @Nullable String activeRestore;
    private @Nullable LastBackup lastBackup;
    private @Nullable String refreshed;
    private @Nullable List<PastRestore> pastRestores;
    private @Nullable FailedAttempt failedAttempt;
    private @Nullable String caCertificate;
    private @Nullable InitSqlStatus initSql;
    private @Nullable RotationStatus rotation;
    private @Nullable List<ListedUser> users;
    private @Nullable DriftStatus drift;
    private @Nullable String message;

    public DatabaseStatusBuilder(Database database, Clock clock) {
        var now = database.getStatus() == null ? DatabaseStatus.NONE : database.getStatus();
        this.clock = clock;
        generation = database.getMetadata().getGeneration();
        phase = now.phase();
        conditions = now.conditions();
        observedGeneration = now.observedGeneration();
        databaseName = now.databaseName();
        username = now.username();
        serverVersion = now.serverVersion();
        serverIdentity = now.serverIdentity();
        options = now.options();
        words = now.words();
        binding = now.binding();
        activeBackup = now.activeBackup();
        activeRestore = now.activeRestore();
        lastBackup = now.lastBackup();
        refreshed = now.refreshed();
        pastRestores = now.pastRestores();
        failedAttempt = now.failedAttempt();
        caCertificate = now.caCertificate();
        initSql = now.initSql();
        rotation = now.rotation();
        users = now.users();
        drift = now.drift();
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

    /** Sets the condition Ready, and the line for people with it. What is not ready goes on by itself. */
    public DatabaseStatusBuilder ready(boolean ready, String reason, String message) {
        conditions =
                ready ? health().ready(conditions, reason, message) : health().inProgress(conditions, reason, message);
        this.message = Conditions.shortened(message);
        return this;
    }

    /** What went wrong: another attempt follows, or, where it is the user's to act, none until something is changed. */
    public DatabaseStatusBuilder failed(DriverException error, String message) {
        conditions = error.kind() == DriverException.Kind.USER
                ? health().failed(conditions, error.reason(), message)
                : health().inProgress(conditions, error.reason(), message);
        this.message = Conditions.shortened(message);
        return this;
    }

    /** Counts a failure of a run that did the work of {@code job} among that of others; one with a Job of its own has null. */
    public DatabaseStatusBuilder failedAttempt(@Nullable String job) {
        if (job != null) {
            failedAttempt = FailedAttempt.after(failedAttempt, job, clock.instant());
        }
        return this;
    }

    /** Forgets the failures before. */
    public DatabaseStatusBuilder attemptSucceeded() {
        failedAttempt = null;
        return this;
    }

    private List<Condition> with(String type, String status, String reason, String message) {
        return Conditions.with(conditions, type, status, reason, message, generation, clock);
    }

    private Health health() {
        return new Health(generation, clock);
    }

    /**
     * Says whether a Secret that the Database uses is being deleted. Where none ever was, nothing is said.
     *
     * @param leaving what is to be done about it; null when none is
     */
    public DatabaseStatusBuilder secretsLeaving(@Nullable String leaving) {
        if (leaving != null) {
            conditions = with(DatabaseStatus.SECRETS_KEPT, "False", DatabaseReasons.SECRET_BEING_DELETED, leaving);
        } else if (Conditions.find(conditions, DatabaseStatus.SECRETS_KEPT).isPresent()) {
            var none = "No Secret that the spec refers to is being deleted";
            conditions = with(DatabaseStatus.SECRETS_KEPT, "True", DatabaseReasons.SECRETS_THERE, none);
        }
        return this;
    }

    /** Says what works and is less safe than it could be: each warning is a condition, there only while it holds. */
    public DatabaseStatusBuilder warned(List<Warning> warnings) {
        conditions = WarningConditions.of(conditions, warnings, generation, clock);
        return this;
    }

    /** Says whether backups can go where the spec says; null where it names no place. */
    public DatabaseStatusBuilder backupsPossible(LocationHandle.@Nullable Finding finding) {
        conditions = finding == null
                ? Conditions.without(conditions, DatabaseStatus.BACKUPS_POSSIBLE)
                : with(DatabaseStatus.BACKUPS_POSSIBLE, finding.status(), finding.reason(), finding.message());
        return this;
    }

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

    /** Says on which server the database is; null where the server does not say. */
    public DatabaseStatusBuilder serverIdentity(@Nullable String identity) {
        serverIdentity = identity;
        return this;
    }

    /** Says which options of the spec the database was brought to. */
    public DatabaseStatusBuilder options(@Nullable Map<String, JsonNode> options) {
        this.options = options == null ? Map.of() : options;
        return this;
    }

    /** Keeps in mind that these were acted upon. */
    public DatabaseStatusBuilder served(OneTimeWords said) {
        words = said.over(words).isEmpty() ? null : said.over(words);
        return this;
    }

    /** Keeps the CA's certificate for the deletion; null where it does not come from a ConfigMap. */
    public DatabaseStatusBuilder caCertificate(@Nullable String pem) {
        caCertificate = pem;
        return this;
    }

    /** Says what became of spec.initSql; null for nothing yet. */
    public DatabaseStatusBuilder initSql(@Nullable InitSqlStatus status) {
        initSql = status;
        return this;
    }

    /** Says how the rotation of the password stands; null where there was none and none is due. */
    public DatabaseStatusBuilder rotation(@Nullable RotationStatus status) {
        rotation = status;
        return this;
    }

    /** Says whether the last rotation that was due or asked for was made; Ready stays as it is. */
    public DatabaseStatusBuilder passwordRotated(boolean rotated, String reason, String message) {
        conditions = with(DatabaseStatus.PASSWORD_ROTATED, rotated ? "True" : "False", reason, message);
        return this;
    }

    public DatabaseStatusBuilder users(@Nullable List<ListedUser> users) {
        this.users = users;
        return this;
    }

    public DatabaseStatusBuilder binding(Binding secrets) {
        binding = secrets;
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

    /** What came of comparing it with what it should be. */
    public DatabaseStatusBuilder drift(DriftStatus found) {
        drift = found;
        return this;
    }

    /** Forgets a Restore that has touched nothing after all. */
    public DatabaseStatusBuilder notRestored(String uid) {
        var all = Objects.requireNonNullElse(pastRestores, List.<PastRestore>of());
        pastRestores = all.stream().filter(r -> !uid.equals(r.uid())).toList();
        return this;
    }

    public DatabaseStatus build() {
        return new DatabaseStatus(
                phase,
                conditions,
                observedGeneration,
                databaseName,
                username,
                serverVersion,
                serverIdentity,
                options,
                binding,
                activeBackup,
                activeRestore,
                lastBackup,
                refreshed,
                pastRestores,
                words,
                failedAttempt,
                caCertificate,
                initSql,
                rotation,
                users,
                drift,
                message);
    }
}
