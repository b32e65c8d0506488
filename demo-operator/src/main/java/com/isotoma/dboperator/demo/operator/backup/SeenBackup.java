package com.isotoma.dboperator.demo.operator.backup;

import com.isotoma.dboperator.crds.v1alpha1.Driver;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Optional;

/** What the caches have around one DatabaseBackup: it may lag behind, and must not be changed. */
interface SeenBackup {
    /** The object of that kind and name in the resource's namespace, if it carries the resource's labels. */
    Optional<HasMetadata> object(Class<? extends HasMetadata> kind, String name);

    /** The Driver whose image makes the backups. */
    Optional<Driver> driver();
}
