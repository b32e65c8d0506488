package com.isotoma.dboperator.demo.operator.backup;

import com.isotoma.dboperator.crds.read.Unreadable;
import com.isotoma.dboperator.crds.v1alpha1.Driver;
import com.isotoma.dboperator.demo.operator.objects.DemoLabels;
import com.isotoma.dboperator.demo.v1alpha1.DatabaseBackup;
import com.isotoma.dboperator.demo.v1alpha1.DemoGroup;
import com.isotoma.dboperator.operator.runtime.Kind;
import com.isotoma.dboperator.operator.runtime.KindReconciler;
import com.isotoma.dboperator.operator.runtime.Owned;
import com.isotoma.dboperator.operator.runtime.Watching;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.javaoperatorsdk.operator.api.config.informer.FieldSelector;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Called for a DatabaseBackup when its spec, one of its objects, or the Driver whose image it may use changes. */
final class DatabaseBackupReconciler extends KindReconciler<DatabaseBackup> {
    private static final ResourceID DRIVER = new ResourceID(BackupImage.DRIVER);

    private final BackupFlow flow;
    private volatile @Nullable Owned<DatabaseBackup> owned;
    private volatile @Nullable InformerEventSource<Driver, DatabaseBackup> driver;

    @Inject
    DatabaseBackupReconciler(BackupFlow flow, Watching watching) {
        super(Kind.of(DatabaseBackup.class, "databasebackup"), watching);
        this.flow = flow;
    }

    @Override
    protected List<EventSource<?, DatabaseBackup>> sources(EventSourceContext<DatabaseBackup> context) {
        var informers = new Owned<>(
                DatabaseBackup.class,
                DemoLabels.MANAGER,
                DemoGroup.BACKUP_LABEL,
                List.of(ServiceAccount.class, Role.class, RoleBinding.class, CronJob.class, Job.class),
                context);
        var drivers = driver(context);
        owned = informers;
        driver = drivers;
        return Stream.<EventSource<?, DatabaseBackup>>concat(informers.sources().stream(), Stream.of(drivers))
                .toList();
    }

    /** The one Driver that matters, announced to every DatabaseBackup. */
    private static InformerEventSource<Driver, DatabaseBackup> driver(EventSourceContext<DatabaseBackup> context) {
        var everyBackup = context.getPrimaryCache();
        return new InformerEventSource<>(
                InformerEventSourceConfiguration.from(Driver.class, DatabaseBackup.class)
                        .withName("driver")
                        .withWatchAllNamespaces()
                        .withFieldSelector(
                                new FieldSelector(new FieldSelector.Field("metadata.name", BackupImage.DRIVER, false)))
                        .withPrimaryToSecondaryMapper((DatabaseBackup backup) -> Set.of(DRIVER))
                        .withSecondaryToPrimaryMapper(any -> everyBackup
                                .list(backup -> true)
                                .map(ResourceID::fromResource)
                                .collect(Collectors.toSet()))
                        .build(),
                context);
    }

    @Override
    protected Duration run(DatabaseBackup backup) {
        var informers = Objects.requireNonNull(owned, "the informers are made before anything is reconciled");
        var drivers = Objects.requireNonNull(driver, "the informers are made before anything is reconciled");
        return flow.run(backup, new SeenBackup() {
            @Override
            public Optional<HasMetadata> object(Class<? extends HasMetadata> kind, String name) {
                return informers.get(kind, backup.getMetadata().getNamespace(), name);
            }

            @Override
            public Optional<Driver> driver() {
                return drivers.get(DRIVER).filter(Unreadable::readable);
            }
        });
    }
}
