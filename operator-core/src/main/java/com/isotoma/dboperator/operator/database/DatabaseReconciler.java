package com.isotoma.dboperator.operator.database;

import com.isotoma.dboperator.crds.contract.Assignment;
import com.isotoma.dboperator.crds.contract.Assignments;
import com.isotoma.dboperator.crds.read.Unreadable;
import com.isotoma.dboperator.crds.v1alpha1.ApiGroup;
import com.isotoma.dboperator.crds.v1alpha1.Database;
import com.isotoma.dboperator.crds.v1alpha1.Driver;
import com.isotoma.dboperator.operator.job.JobMarks;
import com.isotoma.dboperator.operator.job.JobOrigin;
import com.isotoma.dboperator.operator.runtime.Caches;
import com.isotoma.dboperator.operator.runtime.ControllerSettings;
import com.isotoma.dboperator.operator.runtime.Controllers;
import com.isotoma.dboperator.operator.runtime.KindReconciler;
import com.isotoma.dboperator.operator.runtime.PruningStore;
import com.isotoma.dboperator.operator.runtime.Watching;
import com.isotoma.dboperator.operator.turn.DatabaseListener;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Called for a Database when it, a Job, a Backup, a Restore or the Driver of it changes. Changes nothing about it, ever. */
final class DatabaseReconciler extends KindReconciler<Database> {
    private static final String BY_DRIVER = "driver";

    private final DatabaseFlow flow;
    private final ControllerSettings settings;
    private final Caches caches;
    private final Departed departed;
    private final Set<DatabaseListener> listeners;

    /** The state of each Database and its Jobs that listeners were told of. */
    private final Map<ResourceID, String> seen = new ConcurrentHashMap<>();

    @Inject
    DatabaseReconciler(
            DatabaseFlow flow,
            ControllerSettings settings,
            Watching watching,
            Departed departed,
            Set<DatabaseListener> listeners) {
        super(DatabaseKind.KIND, watching);
        this.flow = flow;
        this.settings = settings;
        this.caches = watching.caches();
        this.departed = departed;
        this.listeners = listeners;
    }

    @Override
    protected List<EventSource<?, Database>> sources(EventSourceContext<Database> context) {
        var jobs = jobs(context);
        var drivers = drivers(context);
        caches.jobs(jobs);
        caches.add(Driver.class, drivers);
        return List.of(jobs, drivers);
    }

    @Override
    protected Duration run(Database database) {
        var meta = database.getMetadata();
        if (caches.synced()) {
            listeners.forEach(listener -> listener.seen(meta.getNamespace(), meta.getName()));
            var state = state(meta);
            if (!state.equals(seen.put(ResourceID.fromResource(database), state))) {
                listeners.forEach(listener -> listener.changed(meta.getNamespace(), meta.getName()));
            }
        }
        return flow.run(database);
    }

    @Override
    protected void gone(Database last) {
        seen.remove(ResourceID.fromResource(last));
        departed.gone(last);
        if (caches.synced()) {
            var meta = last.getMetadata();
            listeners.forEach(listener -> {
                listener.seen(meta.getNamespace(), meta.getName());
                listener.gone(meta.getNamespace(), meta.getName());
            });
        }
    }

    private String state(ObjectMeta meta) {
        return caches.jobsOf(meta.getNamespace(), meta.getName()).stream()
                .map(job -> job.getMetadata().getResourceVersion())
                .sorted()
                .collect(Collectors.joining(",", meta.getResourceVersion() + "/", ""));
    }

    /** The operator's Jobs, here and in the operator's own namespace, each announced to its Database. */
    private InformerEventSource<Job, Database> jobs(EventSourceContext<Database> context) {
        var builder = InformerEventSourceConfiguration.from(Job.class, Database.class)
                .withName("jobs")
                .withLabelSelector(JobMarks.MANAGED_BY + "=" + ApiGroup.MANAGED_BY)
                .withInformerListLimit(Controllers.PAGE)
                .withSecondaryToPrimaryMapper(job -> databaseOf(job, settings.operatorNamespace()));
        if (settings.allNamespaces()) {
            builder.withWatchAllNamespaces().withItemStore(new PruningStore<>(DatabaseKind::prune));
        } else {
            var namespaces = new HashSet<>(settings.namespaces());
            namespaces.add(settings.operatorNamespace());
            builder.withNamespaces(namespaces).withFollowControllerNamespacesChanges(false);
        }
        return new InformerEventSource<>(builder.build(), context);
    }

    /** The Drivers, each announced to the Databases that name it. */
    private static InformerEventSource<Driver, Database> drivers(EventSourceContext<Database> context) {
        var databases = context.getPrimaryCache();
        // A Database that names a DatabaseServer is woken by that one.
        databases.addIndexer(
                BY_DRIVER,
                Caches.readable(database ->
                        Objects.requireNonNullElse(database.getSpec().driver(), "")));
        var configuration = InformerEventSourceConfiguration.from(Driver.class, Database.class)
                .withName("drivers")
                .withWatchAllNamespaces()
                .withPrimaryToSecondaryMapper((Database database) ->
                        Unreadable.readable(database) && database.getSpec().driver() != null
                                ? Set.of(new ResourceID(database.getSpec().driver()))
                                : Set.of())
                .withSecondaryToPrimaryMapper(driver ->
                        databases.byIndex(BY_DRIVER, driver.getMetadata().getName()).stream()
                                .map(ResourceID::fromResource)
                                .collect(Collectors.toSet()))
                .build();
        return new InformerEventSource<>(configuration, context);
    }

    /** What a shared run was given and has not done is still due when it has ended, or is gone. */
    private static Stream<String> served(Job job) {
        return Assignments.of(job.getMetadata().getAnnotations()).stream().map(Assignment::database);
    }

    /** Of what its annotation says only what is true wherever it stands: nobody but the operator makes Jobs in its namespace. */
    private static Set<ResourceID> databaseOf(Job job, String operatorNamespace) {
        return JobOrigin.claimed(job, operatorNamespace)
                .map(owner -> Stream.concat(Stream.of(owner.database()), served(job))
                        .map(name -> new ResourceID(name, owner.namespace()))
                        .collect(Collectors.toSet()))
                .orElse(Set.of());
    }
}
