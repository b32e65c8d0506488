package com.isotoma.dboperator.operator.turn;

import com.isotoma.dboperator.crds.v1alpha1.BackupPhase;
import com.isotoma.dboperator.crds.v1alpha1.DatabasePhase;
import com.isotoma.dboperator.crds.v1alpha1.DatabaseStatus;
import com.isotoma.dboperator.crds.v1alpha1.LastBackup;
import com.isotoma.dboperator.crds.v1alpha1.OneTimeWords;
import com.isotoma.dboperator.crds.v1alpha1.RestorePhase;
import com.isotoma.dboperator.operator.backup.BackupFacts;
import com.isotoma.dboperator.operator.restore.RestoreFacts;
import org.jspecify.annotations.Nullable;

/** Databases and Backups to decide upon. */
public final class Samples {
    public static final long GENERATION = 3;

    private Samples() {}

    /** A Database that is up to date with its spec and has the drivers' finalizer. */
    public static DatabaseFacts database(@Nullable DatabasePhase phase, boolean deleting) {
        return database(phase, deleting, true, GENERATION, null, null, null);
    }

    public static DatabaseFacts database(
            @Nullable DatabasePhase phase,
            boolean deleting,
            boolean held,
            long observed,
            @Nullable String activeBackup,
            @Nullable String refresh,
            @Nullable String refreshed) {
        var status = new DatabaseStatus(
                phase,
                null,
                observed,
                null,
                null,
                null,
                null,
                null,
                null,
                activeBackup,
                null,
                new LastBackup("last", "2026-01-01T00:00:00Z", null),
                refreshed,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
        return new DatabaseFacts(
                "shop", "uid-of-shop", GENERATION, deleting, held, status, refresh, OneTimeWords.NONE, null, true);
    }

    /** The same, while a Restore works on it. */
    public static DatabaseFacts restoring(
            @Nullable DatabasePhase phase, boolean deleting, long observed, String restore) {
        var status = new DatabaseStatus(
                phase, null, observed, null, null, null, null, null, null, null, restore, null, null, null, null, null,
                null, null, null, null, null, null);
        return new DatabaseFacts(
                "shop", "uid-of-shop", GENERATION, deleting, true, status, null, OneTimeWords.NONE, null, true);
    }

    public static RestoreFacts restore(String name, @Nullable RestorePhase phase) {
        return restore(name, phase, false, false, "postgresql");
    }

    public static RestoreFacts restore(
            String name, @Nullable RestorePhase phase, boolean deleting, boolean held, @Nullable String driver) {
        return new RestoreFacts(name, "uid-of-" + name, "shop", "2026-01-01T00:00:00Z", phase, deleting, held, driver);
    }

    public static BackupFacts backup(String name, @Nullable BackupPhase phase) {
        return backup(name, phase, false, false, "postgresql");
    }

    public static BackupFacts backup(
            String name, @Nullable BackupPhase phase, boolean deleting, boolean held, @Nullable String driver) {
        return new BackupFacts(
                name, "uid-of-" + name, "shop", "2026-01-01T00:00:00Z", phase, deleting, held, false, driver);
    }
}
