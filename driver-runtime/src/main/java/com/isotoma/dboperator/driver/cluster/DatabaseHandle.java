package com.isotoma.dboperator.driver.cluster;

import com.isotoma.dboperator.crds.v1alpha1.AdminCredentials;
import com.isotoma.dboperator.crds.v1alpha1.ApiGroup;
import com.isotoma.dboperator.crds.v1alpha1.Database;
import com.isotoma.dboperator.crds.v1alpha1.DatabasePhase;
import com.isotoma.dboperator.crds.v1alpha1.DatabaseSpec;
import com.isotoma.dboperator.crds.v1alpha1.DatabaseStatus;
import com.isotoma.dboperator.crds.v1alpha1.OneTimeWords;
import com.isotoma.dboperator.crds.v1alpha1.RotationStatus;
import com.isotoma.dboperator.crds.v1alpha1.SecretSpec;
import com.isotoma.dboperator.crds.v1alpha1.TlsSpec;
import com.isotoma.dboperator.driver.cluster.status.Conditions;
import com.isotoma.dboperator.driver.cluster.status.DatabaseStatusBuilder;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One Database as this run last saw it, and the only way to change it. */
public final class DatabaseHandle extends ResourceHandle<Database, DatabaseStatus> {
    private final Clock clock;
    private @Nullable ServerHandle server;

    /** Where the Secrets of the server are. */
    private String adminNamespace;

    DatabaseHandle(ClusterClient cluster, Database current, Clock clock) {
        super(cluster, current);
        this.clock = clock;
        adminNamespace = current.getMetadata().getNamespace();
    }

    public long generation() {
        return Objects.requireNonNullElse(resource().getMetadata().getGeneration(), 0L);
    }

    /** What is asked for; of a Database that names a DatabaseServer with what that one says, once it was found. */
    public DatabaseSpec spec() {
        return server == null ? resource().getSpec() : resource().getSpec().on(server.spec());
    }

    /** Has {@link #spec} say what the DatabaseServer says that it names. */
    void use(ServerHandle found, String itsNamespace) {
        server = found;
        adminNamespace = itsNamespace;
    }

    /** The name of its driver. */
    public String driver() {
        return required(spec().driver(), "driver");
    }

    public Map<String, IntOrString> connect() {
        return required(spec().connect(), "connect");
    }

    /** The admin of its server; the Secrets are in the namespace {@link #adminNamespace}. */
    public AdminCredentials credentials() {
        return required(spec().credentials(), "credentials");
    }

    public String adminNamespace() {
        return adminNamespace;
    }

    /** How connections to its server are protected, if that is said. */
    public @Nullable TlsSpec tls() {
        return server == null ? spec().tls() : server.spec().tls();
    }

    /** A field of the spec that says which server it is, as messages name it. */
    public String serverField(String field) {
        return serverPlace() + "spec." + field;
    }

    /** What stands before such a field: nothing where the Database says it itself. */
    public String serverPlace() {
        return server == null ? "" : "DatabaseServer " + server.name() + ": ";
    }

    private <T> T required(@Nullable T value, String field) {
        if (value == null) {
            throw new IllegalStateException("spec." + field + " of Database " + name() + " is asked for before its"
                    + " DatabaseServer was found");
        }
        return value;
    }

    public DatabaseStatus status() {
        return Objects.requireNonNullElse(resource().getStatus(), DatabaseStatus.NONE);
    }

    public @Nullable DatabasePhase phase() {
        return status().phase();
    }

    /** When the deletion was asked for, which it must have been. */
    public Instant deletedAt() {
        return Instant.parse(Objects.requireNonNull(resource().getMetadata().getDeletionTimestamp()));
    }

    public boolean held() {
        return hasFinalizer(ApiGroup.DATABASE_FINALIZER);
    }

    /** The reason for which the condition Ready is False; empty when it is not. */
    public Optional<String> unreadiness() {
        return Conditions.find(status().conditions(), DatabaseStatus.READY)
                .filter(c -> "False".equals(c.getStatus()))
                .map(Condition::getReason);
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

    /** What annotations allow that no run has acted upon yet. */
    public OneTimeWords words() {
        return OneTimeWords.of(resource()).notIn(status().words());
    }

    /** The Secrets that this Database holds, by the record it keeps itself. */
    public Set<String> usedSecrets() {
        var names = annotation(ApiGroup.USED_SECRETS_ANNOTATION);
        return names == null || names.isEmpty() ? Set.of() : new TreeSet<>(Arrays.asList(names.split(",")));
    }

    /** Name of the application's Secret, as the spec has it now. */
    public String secretName() {
        return spec().secretName(name());
    }

    /** Name of the Secret that applications were last given; the one that the spec has before the first. */
    public String secretInUse() {
        var binding = status().binding();
        return binding == null || binding.name() == null ? secretName() : binding.name();
    }

    /** The names that {@code spec.secret.name} gave the application's Secret, by the record it keeps itself. */
    public Set<String> recordedSecretNames() {
        return SecretSpec.names(annotation(ApiGroup.SECRET_NAMES_ANNOTATION));
    }

    /** Records these in place of those before, in one write or none. Without it, no run may remove a Secret of before. */
    public void recordSecretNames(Set<String> names) {
        if (!names.equals(recordedSecretNames())) {
            edit(d -> annotate(d, ApiGroup.SECRET_NAMES_ANNOTATION, String.join(",", new TreeSet<>(names))));
        }
    }

    /** Whether the server was last brought to this very spec, what annotations ask for was served, and no mark is missing. */
    public boolean settled() {
        return phase() == DatabasePhase.CREATED
                && status().serves(generation(), refreshRequest(), OneTimeWords.of(resource()))
                && held()
                && annotation(ApiGroup.USED_SECRETS_ANNOTATION) != null;
    }

    /** Whether the garbage collector deletes what this Database owns before the Database itself. */
    public boolean deletedInForeground() {
        return deletionRequested() && resource().getMetadata().getFinalizers().contains("foregroundDeletion");
    }

    /** For what goes when this Database is gone. */
    public OwnerReference ownerReference() {
        return new OwnerReferenceBuilder()
                .withApiVersion(resource().getApiVersion())
                .withKind(resource().getKind())
                .withName(name())
                .withUid(uid())
                .withController(false)
                .withBlockOwnerDeletion(false)
                .build();
    }

    /** The names say whose turn it is. */
    @Override
    protected Object position() {
        var status = status();
        var position = new StringBuilder(String.valueOf(status.phase()));
        if (status.activeBackup() != null) {
            position.append(" with Backup ").append(status.activeBackup());
        }
        if (status.activeRestore() != null) {
            position.append(" with Restore ").append(status.activeRestore());
        }
        return position.toString();
    }

    /**
     * Puts on the finalizer and records which Secrets are in use, in one write, or in none when both are there.
     *
     * @throws LostRaceException when the resource was deleted meanwhile
     */
    public void hold(Set<String> secrets) {
        var names = String.join(",", new TreeSet<>(secrets));
        if (held() && names.equals(annotation(ApiGroup.USED_SECRETS_ANNOTATION))) {
            return;
        }
        edit(d -> {
            var metadata = d.getMetadata();
            if (metadata.getDeletionTimestamp() != null
                    && !metadata.getFinalizers().contains(ApiGroup.DATABASE_FINALIZER)) {
                throw new LostRaceException("Database " + metadata.getName() + " is being deleted");
            }
            if (!metadata.getFinalizers().contains(ApiGroup.DATABASE_FINALIZER)) {
                metadata.getFinalizers().add(ApiGroup.DATABASE_FINALIZER);
            }
            annotate(d, ApiGroup.USED_SECRETS_ANNOTATION, names);
        });
    }

    /** Takes the finalizer off, after which the resource may be gone. */
    public void letGo() {
        removeFinalizer(ApiGroup.DATABASE_FINALIZER);
    }

    /**
     * Changes the status by compare-and-set on the phase, the active Backup and the active Restore.
     *
     * @throws LostRaceException when somebody else moved the Database on
     */
    public void update(Consumer<DatabaseStatusBuilder> change) {
        change(database -> {
            var builder = new DatabaseStatusBuilder(database, clock);
            change.accept(builder);
            return builder.build();
        });
    }
}
