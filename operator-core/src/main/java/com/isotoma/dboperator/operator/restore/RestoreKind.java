package com.isotoma.dboperator.operator.restore;

import com.isotoma.dboperator.crds.v1alpha1.Restore;
import com.isotoma.dboperator.crds.v1alpha1.RestoreSource;
import com.isotoma.dboperator.crds.v1alpha1.RestoreSpec;
import com.isotoma.dboperator.crds.v1alpha1.RestoreStatus;
import com.isotoma.dboperator.operator.runtime.KeptParts;
import com.isotoma.dboperator.operator.runtime.Kind;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How Restores are watched. */
public final class RestoreKind {
    /** A run that writes its progress every few seconds wakes nobody. */
    public static final Kind<Restore> KIND = Kind.of(Restore.class, "restore")
            .reading(RestoreKind::read)
            .pruned(RestoreKind::prune)
            .ofDatabase(restore -> restore.getSpec().database());

    private RestoreKind() {}

    private static List<@Nullable Object> read(Restore restore) {
        var status = Objects.requireNonNullElse(restore.getStatus(), RestoreStatus.NONE);
        return Arrays.asList(status.phase(), status.driver());
    }

    private static void prune(Restore restore) {
        var spec = restore.getSpec();
        if (spec != null) {
            var from = spec.from();
            restore.setSpec(new RestoreSpec(
                    spec.database(),
                    new RestoreSource(from.backup(), from.latest(), null),
                    KeptParts.of(spec.storage()),
                    spec.overwrite(),
                    null));
        }
    }
}
