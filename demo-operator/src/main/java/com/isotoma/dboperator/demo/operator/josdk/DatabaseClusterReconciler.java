package com.isotoma.dboperator.demo.operator.josdk;

import com.isotoma.dboperator.demo.operator.cluster.ClusterFlow;
import com.isotoma.dboperator.demo.operator.cluster.SeenCluster;
import com.isotoma.dboperator.demo.operator.objects.DemoLabels;
import com.isotoma.dboperator.demo.v1alpha1.DatabaseCluster;
import com.isotoma.dboperator.demo.v1alpha1.DemoGroup;
import com.isotoma.dboperator.operator.events.UnreadableResources;
import com.isotoma.dboperator.operator.josdk.Owned;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Called for a DatabaseCluster when its spec, one of its objects, or one of its pods changes. */
final class DatabaseClusterReconciler implements Reconciler<DatabaseCluster> {
    private final ClusterFlow flow;
    private final UnreadableResources unreadable;
    private volatile @Nullable Owned<DatabaseCluster> owned;

    @Inject
    DatabaseClusterReconciler(ClusterFlow flow, UnreadableResources unreadable) {
        this.flow = flow;
        this.unreadable = unreadable;
    }

    @Override
    public List<EventSource<?, DatabaseCluster>> prepareEventSources(EventSourceContext<DatabaseCluster> context) {
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
    public UpdateControl<DatabaseCluster> reconcile(DatabaseCluster cluster, Context<DatabaseCluster> context) {
        if (unreadable.refuse(cluster) || context.isPrimaryResourceDeleted()) {
            return UpdateControl.noUpdate();
        }
        var informers = Objects.requireNonNull(owned, "the informers are made before anything is reconciled");
        var next = flow.run(cluster, new SeenCluster() {
            @Override
            public Optional<HasMetadata> object(Class<? extends HasMetadata> kind, String name) {
                return informers.get(kind, cluster.getMetadata().getNamespace(), name);
            }

            @Override
            public List<Pod> pods() {
                return informers.all(Pod.class, StatefulSet.class, cluster);
            }
        });
        return UpdateControl.<DatabaseCluster>noUpdate().rescheduleAfter(next);
    }
}
