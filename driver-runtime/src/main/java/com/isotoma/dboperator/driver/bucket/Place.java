package com.isotoma.dboperator.driver.bucket;

import com.isotoma.dboperator.crds.v1alpha1.BackupTarget;
import com.isotoma.dboperator.driver.cluster.DatabaseHandle;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Reasons;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A place for backups as it is given in a resource; {@link Buckets} say which bucket it means.
 *
 * @param namespace of the resource
 * @param field where it stands in the resource, for messages
 */
public record Place(String namespace, String field, BackupTarget target) {
    /** Where a Database's own stands. */
    private static final String FIELD = "spec.backupTo";

    /** Where a backup goes: what it says itself, else its Database, which then must say something. */
    public static List<Place> of(DatabaseHandle database, List<BackupTarget> own) throws DriverException {
        if (own.isEmpty()) {
            return List.of(of(database, FIELD)
                    .orElseThrow(() -> DriverException.user(
                            Reasons.INVALID_SPEC,
                            "The Database " + database.name() + " has no spec.backupTo: add it, so that backups have a"
                                    + " place to go")));
        }
        return of(database.namespace(), own);
    }

    /** Those that a Backup of this namespace says itself. */
    public static List<Place> of(String namespace, List<BackupTarget> own) {
        var places = new ArrayList<Place>();
        for (int i = 0; i < own.size(); i++) {
            places.add(new Place(namespace, FIELD + "[" + i + "] of the Backup", own.get(i)));
        }
        return places;
    }

    /** The place that a Database says; empty where it says none. */
    public static Optional<Place> of(DatabaseHandle database, String field) {
        return Optional.ofNullable(database.spec().backupTo())
                .filter(target -> target.target() != null || target.location() != null)
                .map(target -> new Place(database.namespace(), field, target));
    }

    /** What it is, where its bucket is not known. */
    public String text() {
        var location = target.location();
        return location == null ? field : "StorageLocation " + location;
    }
}
