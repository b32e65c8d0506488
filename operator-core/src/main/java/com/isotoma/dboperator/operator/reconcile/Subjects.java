package com.isotoma.dboperator.operator.reconcile;

import com.isotoma.dboperator.operator.view.ClusterView;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the resource that a Job works for: what it is owned by, and where its owner looks. */
final class Subjects {
    private Subjects() {}

    /**
     * The Backup or Restore, where one is named and exists; else {@code reconciled}.
     *
     * @param reconciled the resource that was decided upon
     */
    static HasMetadata of(ClusterView view, HasMetadata reconciled, @Nullable String backup, @Nullable String restore) {
        var namespace = reconciled.getMetadata().getNamespace();
        if (backup != null) {
            return or(view.backup(namespace, backup), reconciled);
        }
        return restore == null ? reconciled : or(view.restore(namespace, restore), reconciled);
    }

    private static HasMetadata or(Optional<? extends HasMetadata> found, HasMetadata other) {
        return found.isPresent() ? found.get() : other;
    }
}
