package com.isotoma.dboperator.operator.server;

import com.isotoma.dboperator.crds.v1alpha1.BackupSchedule;
import com.isotoma.dboperator.crds.v1alpha1.Database;
import com.isotoma.dboperator.crds.v1alpha1.DatabaseServer;
import com.isotoma.dboperator.operator.events.Report;
import com.isotoma.dboperator.operator.events.Reporter;
import com.isotoma.dboperator.operator.objects.Applied;
import com.isotoma.dboperator.operator.objects.Applier;
import com.isotoma.dboperator.operator.server.DefaultSchedule.AsItIs;
import com.isotoma.dboperator.operator.server.DefaultSchedule.Unwanted;
import com.isotoma.dboperator.operator.server.DefaultSchedule.Wanted;
import com.isotoma.dboperator.operator.view.ClusterView;
import com.isotoma.dboperator.reasons.ServerReasons;
import io.fabric8.kubernetes.client.KubernetesClientException;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes, changes and removes the BackupSchedules that a DatabaseServer asks for. Idempotent. */
final class DefaultSchedules {
    private final ClusterView view;
    private final Applier applier;
    private final Reporter reporter;

    @Inject
    DefaultSchedules(ClusterView view, Applier applier, Reporter reporter) {
        this.view = view;
        this.applier = applier;
        this.reporter = reporter;
    }

    /** Sees to all Databases of a server. What fails for one holds up no other. */
    Coverage ensure(DatabaseServer server, ServerUsers users) {
        var coverage = new Coverage();
        for (var database : users.all()) {
            attempt(coverage, () -> ensure(server, database, coverage));
        }
        for (var schedule : left(server).toList()) {
            coverage.pending();
            attempt(coverage, () -> applier.remove(schedule));
        }
        return coverage;
    }

    private static void attempt(Coverage coverage, Runnable work) {
        try {
            work.run();
        } catch (KubernetesClientException e) {
            coverage.failed(e);
        }
    }

    /** A server that went while Databases still named it asks for nothing any more. */
    void gone(DatabaseServer server) {
        of(server).forEach(applier::remove);
    }

    private void ensure(DatabaseServer server, Database database, Coverage coverage) {
        var meta = database.getMetadata();
        var schedules = view.ofDatabase(BackupSchedule.class, meta.getNamespace(), meta.getName());
        var made = DefaultSchedule.made(database, schedules);
        if (!server.getSpec().allows(meta.getNamespace())) {
            coverage.count(database, made.isPresent(), made.isEmpty() && !schedules.isEmpty());
            return;
        }
        switch (DefaultSchedule.of(server, database, schedules)) {
            case AsItIs(var byOwn) -> coverage.count(database, made.isPresent() && !byOwn, byOwn);
            case Unwanted(var schedule, var byOwn, var why) -> {
                coverage.count(database, false, byOwn);
                coverage.pending();
                applier.remove(schedule);
                reporter.report(Report.normal(
                        database,
                        ServerReasons.DEFAULT_SCHEDULE_REMOVED,
                        schedule.getMetadata().getUid(),
                        "BackupSchedule " + schedule.getMetadata().getName() + " is removed: " + why
                                + ". The Backups that it made stay, and no retention applies to them"));
            }
            case Wanted(var wanted) -> coverage.count(database, apply(database, wanted, made.orElse(null)), false);
        }
    }

    /** @return whether there is one */
    private boolean apply(Database database, BackupSchedule wanted, @Nullable BackupSchedule known) {
        return switch (applier.apply(database, wanted, known)) {
            case Applied.Done(var done) -> {
                if (known == null) {
                    reporter.report(Report.normal(
                            database,
                            ServerReasons.BACKUPS_SCHEDULED,
                            done.getMetadata().getUid(),
                            text(wanted)));
                }
                yield true;
            }
            case Applied.Failed(var reason, var message) -> {
                reporter.report(
                        Report.warning(
                                database,
                                reason,
                                "",
                                message + ". DatabaseServer "
                                        + database.getSpec().server()
                                        + " asks for it in spec.backup; a BackupSchedule of your own for this Database does as well"));
                yield known != null;
            }
        };
    }

    private static String text(BackupSchedule wanted) {
        return "BackupSchedule " + wanted.getMetadata().getName() + " backs it up at '"
                + wanted.getSpec().schedule() + "', " + wanted.getSpec().effectiveTimeZone()
                + ", as its DatabaseServer says";
    }

    /** Those of Databases that name another server or none; one that asks for the same takes them over, or makes them again. */
    private Stream<BackupSchedule> left(DatabaseServer server) {
        var name = server.getMetadata().getName();
        return of(server)
                .filter(schedule -> view.database(
                                schedule.getMetadata().getNamespace(),
                                schedule.getSpec().database())
                        .filter(database ->
                                !name.equals(database.getSpec().server()) && !database.isMarkedForDeletion())
                        .flatMap(database -> DefaultSchedule.made(
                                database,
                                view.ofDatabase(
                                        BackupSchedule.class,
                                        schedule.getMetadata().getNamespace(),
                                        schedule.getSpec().database())))
                        .equals(Optional.of(schedule)));
    }

    private Stream<BackupSchedule> of(DatabaseServer server) {
        var name = server.getMetadata().getName();
        return view.all(BackupSchedule.class).filter(schedule -> DefaultSchedule.isOf(name, schedule));
    }
}
