package com.isotoma.dboperator.operator.database;

import com.isotoma.dboperator.crds.v1alpha1.AdminCredentials;
import com.isotoma.dboperator.crds.v1alpha1.ApiGroup;
import com.isotoma.dboperator.crds.v1alpha1.Database;
import com.isotoma.dboperator.crds.v1alpha1.DatabaseSpec;
import com.isotoma.dboperator.crds.v1alpha1.DatabaseStatus;
import com.isotoma.dboperator.crds.v1alpha1.OneTimeWords;
import com.isotoma.dboperator.operator.runtime.KeptParts;
import com.isotoma.dboperator.operator.runtime.Kind;
import com.isotoma.dboperator.operator.status.Conditions;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How Databases are watched. */
public final class DatabaseKind {
    /** A run that writes its progress every few seconds wakes nobody. */
    public static final Kind<Database> KIND =
            Kind.of(Database.class, "database").reading(DatabaseKind::read).pruned(DatabaseKind::prune);

    private DatabaseKind() {}

    private static List<@Nullable Object> read(Database database) {
        var status = Objects.requireNonNullElse(database.getStatus(), DatabaseStatus.NONE);
        var annotations = Objects.requireNonNullElse(database.getMetadata().getAnnotations(), Map.<String, String>of());
        return Arrays.asList(
                annotations.get(ApiGroup.REFRESH_ANNOTATION),
                annotations.get(ApiGroup.ROTATE_ANNOTATION),
                status.rotation(),
                status.drift(),
                annotations.get(ApiGroup.USED_SECRETS_ANNOTATION),
                status.phase(),
                status.observedGeneration(),
                status.activeBackup(),
                status.activeRestore(),
                status.refreshed(),
                // Schedules say it, too.
                Conditions.find(status.conditions(), DatabaseStatus.BACKUPS_POSSIBLE)
                        .orElse(null),
                OneTimeWords.of(database),
                status.words());
    }

    /** The same of the Jobs that work for Databases. */
    static void prune(Job job) {
        if (job.getSpec() != null) {
            job.getSpec().setTemplate(null);
            job.getSpec().setPodFailurePolicy(null);
        }
    }

    private static void prune(Database database) {
        var spec = database.getSpec();
        if (spec != null) {
            var given = spec.credentials();
            var credentials = given == null
                    ? null
                    : new AdminCredentials(
                            KeptParts.secretName(given.username()), KeptParts.secretName(given.password()));
            database.setSpec(new DatabaseSpec(
                    spec.driver(),
                    null,
                    ImpliedServer.kept(database),
                    credentials,
                    KeptParts.of(spec.backupTo()),
                    null,
                    spec.deletionPolicy(),
                    null,
                    null,
                    null,
                    spec.passwordFrom(),
                    spec.server(),
                    KeptParts.of(spec.tls()),
                    KeptParts.of(spec.initSql()),
                    null));
        }
    }
}
