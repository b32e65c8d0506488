package com.isotoma.dboperator.operator.location;

import com.isotoma.dboperator.crds.v1alpha1.S3Target;
import com.isotoma.dboperator.crds.v1alpha1.StorageLocation;
import com.isotoma.dboperator.crds.v1alpha1.StorageLocationSpec;
import com.isotoma.dboperator.crds.v1alpha1.StorageLocationStatus;
import com.isotoma.dboperator.operator.runtime.KeptParts;
import com.isotoma.dboperator.operator.runtime.Kind;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How StorageLocations are watched: those of the whole cluster, whichever namespaces are watched. */
public final class LocationKind {
    /** That it was tried out says when it is to be tried out next. */
    public static final Kind<StorageLocation> KIND = Kind.of(StorageLocation.class, "storagelocation")
            .reading(LocationKind::read)
            .pruned(LocationKind::prune)
            .watchedEverywhere();

    private LocationKind() {}

    private static List<@Nullable Object> read(StorageLocation location) {
        var status = Objects.requireNonNullElse(location.getStatus(), StorageLocationStatus.NONE);
        return Arrays.asList(status.observedGeneration(), status.lastCheckTime());
    }

    private static void prune(StorageLocation location) {
        var spec = location.getSpec();
        if (spec != null) {
            var store = spec.s3();
            location.setSpec(new StorageLocationSpec(
                    new S3Target(
                            null,
                            store.bucket(),
                            store.prefix(),
                            store.endpoint(),
                            null,
                            KeptParts.namesOf(store.credentials())),
                    spec.encryption(),
                    spec.signing(),
                    spec.allowedNamespaces(),
                    spec.checkInterval()));
        }
    }
}
