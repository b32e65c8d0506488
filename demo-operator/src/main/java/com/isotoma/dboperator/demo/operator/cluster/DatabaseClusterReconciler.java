package com.isotoma.dboperator.demo.operator.cluster;

import com.isotoma.dboperator.demo.operator.objects.DemoLabels;
import com.isotoma.dboperator.demo.v1alpha1.DatabaseCluster;
import com.isotoma.dboperator.demo.v1alpha1.DemoGroup;
import com.isotoma.dboperator.operator.runtime.Kind;
import com.isotoma.dboperator.operator.runtime.KindReconciler;
import com.isotoma.dboperator.operator.runtime.Owned;
import com.isotoma.dboperator.operator.runtime.Watching;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Called for a DatabaseCluster when its spec, one of its objects, or one of its pods changes. */
final class DatabaseClusterReconciler extends KindReconciler<DatabaseCluster> {
    private final ClusterFlow flow;
    private volatile @Nullable Owned<DatabaseCluster> owned;

    @Inject
    DatabaseClusterReconciler(ClusterFlow flow, Watching watching) {
        super(Kind.of(DatabaseCluster.class, "databasecluster"), watching);
        this.flow = flow;
    }

    @Override
    protected List<EventSource<?, DatabaseCluster>> sources(EventSourceContext<DatabaseCluster> context) {
        var informers = new Owned<>(
                DatabaseCluster.class,
                DemoLabels.MANAGER,
                DemoGroup.CLUSTER_LABEL,
                List.of(
                        ServiceAccount.class,
                        Role.class,
                        RoleBinding.class,
                        Service.class,
                        StatefulSet.class,
                        Pod.class),
                context);
        owned = informers;
        return informers.sources();
    }

    @Override
    protected Duration run(DatabaseCluster cluster) {
        var informers = Objects.requireNonNull(owned, "the informers are made before anything is reconciled");
        return flow.run(cluster, new SeenCluster() {
            @Override
            public Optional<HasMetadata> object(Class<? extends HasMetadata> kind, String name) {
                return informers.get(kind, cluster.getMetadata().getNamespace(), name);
            }

            @Override
            public List<Pod> pods() {
                return informers.all(Pod.class, StatefulSet.class, cluster);
            }
        });
    }
}
