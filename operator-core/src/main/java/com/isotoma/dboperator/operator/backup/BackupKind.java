package com.isotoma.dboperator.operator.backup;

import com.isotoma.dboperator.crds.v1alpha1.ApiGroup;
import com.isotoma.dboperator.crds.v1alpha1.Backup;
import com.isotoma.dboperator.crds.v1alpha1.BackupSpec;
import com.isotoma.dboperator.crds.v1alpha1.BackupStatus;
import com.isotoma.dboperator.crds.v1alpha1.Verification;
import com.isotoma.dboperator.operator.runtime.KeptParts;
import com.isotoma.dboperator.operator.runtime.Kind;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How Backups are watched. There are thousands, and nearly all of their status is for people. */
public final class BackupKind {
    private static final Set<String> LABELS = Set.of(ApiGroup.SCHEDULE_LABEL);
    private static final Set<String> ANNOTATIONS = Set.of(ApiGroup.SCHEDULED_AT_ANNOTATION, ApiGroup.VERIFY_ANNOTATION);

    /** A run that writes its progress every few seconds wakes nobody. */
    public static final Kind<Backup> KIND = Kind.of(Backup.class, "backup")
            .reading(BackupKind::read)
            .pruned(BackupKind::prune)
            .ofDatabase(backup -> backup.getSpec().database());

    private BackupKind() {}

    private static List<@Nullable Object> read(Backup backup) {
        var status = Objects.requireNonNullElse(backup.getStatus(), BackupStatus.NONE);
        return Arrays.asList(
                status.phase(),
                status.driver(),
                Verification.due(backup).orElse(null),
                backup.hasFinalizer(ApiGroup.STORED_FINALIZER));
    }

    private static void prune(Backup backup) {
        var spec = backup.getSpec();
        if (spec != null) {
            backup.setSpec(new BackupSpec(
                    spec.database().intern(),
                    KeptParts.of(spec.backupTo()),
                    spec.notBefore(),
                    spec.verify(),
                    null,
                    spec.deletionPolicy()));
        }
        if (backup.getStatus() != null) {
            backup.setStatus(kept(backup.getStatus()));
        }
        var meta = backup.getMetadata();
        meta.setNamespace(meta.getNamespace().intern());
        meta.setLabels(only(LABELS, meta.getLabels()));
        meta.setAnnotations(only(ANNOTATIONS, meta.getAnnotations()));
    }

    private static BackupStatus kept(BackupStatus status) {
        var verification = status.verification();
        return new BackupStatus(
                status.phase(),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                status.completedAt(),
                null,
                null,
                status.driver() == null ? null : status.driver().intern(),
                null,
                null,
                null,
                null,
                verification == null
                        ? null
                        : new Verification(verification.request(), null, null, null, null, null, null),
                null,
                null,
                null);
    }

    private static @Nullable Map<String, String> only(Set<String> keys, @Nullable Map<String, String> all) {
        if (all == null) {
            return null;
        }
        var kept = new HashMap<>(all);
        kept.keySet().retainAll(keys);
        return Map.copyOf(kept);
    }
}
