package com.isotoma.dboperator.operator.josdk;

import com.isotoma.dboperator.crds.read.Unreadable;
import com.isotoma.dboperator.crds.v1alpha1.ApiGroup;
import com.isotoma.dboperator.crds.v1alpha1.Database;
import com.isotoma.dboperator.crds.v1alpha1.Driver;
import com.isotoma.dboperator.operator.jobs.JobMarks;
import com.isotoma.dboperator.operator.jobs.JobOrigin;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import jakarta.inject.Inject;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;

/** Watches what Databases depend on besides themselves. */
final class Informers {
    /** Objects per page of a first listing, so that neither side has to hold thousands at once. */
    static final long PAGE = 100;

    private final ControllerSettings settings;

    @Inject
    Informers(ControllerSettings settings) {
        this.settings = settings;
    }

    /** The operator's Jobs, here and in the operator's own namespace, each announced to its Database. */
    InformerEventSource<Job, Database> jobs(EventSourceContext<Database> context) {
        var builder = InformerEventSourceConfiguration.from(Job.class, Database.class)
                .withName("jobs")
                .withLabelSelector(JobMarks.MANAGED_BY + "=" + ApiGroup.MANAGED_BY)
                .withInformerListLimit(PAGE)
                .withSecondaryToPrimaryMapper(job -> databaseOf(job, settings.operatorNamespace()));
        if (settings.allNamespaces()) {
            builder.withWatchAllNamespaces().withItemStore(PruningStores.jobs());
        } else {
            var namespaces = new HashSet<>(settings.namespaces());
            namespaces.add(settings.operatorNamespace());
            builder.withNamespaces(namespaces).withFollowControllerNamespacesChanges(false);
        }
        return new InformerEventSource<>(builder.build(), context);
    }

    /** The Drivers, each announced to the Databases that name it. */
    InformerEventSource<Driver, Database> drivers(EventSourceContext<Database> context, Caches caches) {
        var configuration = InformerEventSourceConfiguration.from(Driver.class, Database.class)
                .withName("drivers")
                .withWatchAllNamespaces()
                .withPrimaryToSecondaryMapper((Database database) -> Unreadable.readable(database)
                        ? Set.of(new ResourceID(database.getSpec().driver()))
                        : Set.of())
                .withSecondaryToPrimaryMapper(
                        driver -> caches.usersOf(driver.getMetadata().getName())
                                .map(ResourceID::fromResource)
                                .collect(Collectors.toSet()))
                .build();
        return new InformerEventSource<>(configuration, context);
    }

    /** Of what its annotation says only what is true wherever it stands: nobody but the operator makes Jobs in its namespace. */
    private static Set<ResourceID> databaseOf(Job job, String operatorNamespace) {
        return JobOrigin.claimed(job, operatorNamespace)
                .map(owner -> Set.of(new ResourceID(owner.database(), owner.namespace())))
                .orElse(Set.of());
    }
}
