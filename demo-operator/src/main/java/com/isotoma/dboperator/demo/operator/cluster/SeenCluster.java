package com.isotoma.dboperator.demo.operator.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.Optional;

/** One cluster's objects as the caches have them: they may lag behind, and must not be changed. */
interface SeenCluster {
    /** The object of that kind and name in the cluster's namespace, if it carries the cluster's labels. */
    Optional<HasMetadata> object(Class<? extends HasMetadata> kind, String name);

    /** The pods of the cluster, in any order. */
    List<Pod> pods();
}
