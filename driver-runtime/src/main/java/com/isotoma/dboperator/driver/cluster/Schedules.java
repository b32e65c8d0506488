package com.isotoma.dboperator.driver.cluster;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.isotoma.dboperator.crds.read.Unreadable;
import com.isotoma.dboperator.crds.v1alpha1.ApiGroup;
import com.isotoma.dboperator.crds.v1alpha1.Backup;
import com.isotoma.dboperator.crds.v1alpha1.BackupSchedule;
import com.isotoma.dboperator.crds.v1alpha1.Restore;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import jakarta.inject.Inject;
import java.net.HttpURLConnection;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The part of the Kubernetes API that BackupSchedules need. Calls are made by one thread, or by one at a time. */
public final class Schedules {
    private final ClusterClient cluster;
    private final Clock clock;

    @Inject
    public Schedules(ClusterClient cluster, Clock clock) {
        this.cluster = cluster;
        this.clock = clock;
    }

    public Optional<ScheduleHandle> find(String namespace, String name) {
        var found = cluster.raw()
                .resources(BackupSchedule.class)
                .inNamespace(namespace)
                .withName(name)
                .get();
        return Optional.ofNullable(found).map(Unreadable::require).map(s -> new ScheduleHandle(cluster, s, clock));
    }

    public Optional<Job> job(String namespace, String name) {
        return Optional.ofNullable(cluster.raw()
                .batch()
                .v1()
                .jobs()
                .inNamespace(namespace)
                .withName(name)
                .get());
    }

    /** The Backups of a schedule, in no order. One that a person has taken the label off is none of them. */
    public List<BackupHandle> backupsOf(ScheduleHandle schedule) {
        return cluster
                .raw()
                .resources(Backup.class)
                .inNamespace(schedule.namespace())
                .withLabel(ApiGroup.SCHEDULE_LABEL, schedule.name())
                .list()
                .getItems()
                .stream()
                .filter(b -> Unreadable.readable(b)
                        && b.getSpec().database().equals(schedule.spec().database()))
                .map(b -> new BackupHandle(cluster, b, clock))
                .toList();
    }

    /** Whether a Restore that has not ended reads the Backup or names it, or cannot be read, so that it might. */
    public boolean mayBeRestored(BackupHandle backup) {
        return !restoresOf(backup).isEmpty();
    }

    /** The names of these Restores. */
    public List<String> restoresOf(BackupHandle backup) {
        return cluster.raw().resources(Restore.class).inNamespace(backup.namespace()).list().getItems().stream()
                .filter(restore -> !Unreadable.readable(restore) || (!ended(restore) && names(restore, backup.name())))
                .map(restore -> restore.getMetadata().getName())
                .toList();
    }

    private static boolean names(Restore restore, String backup) {
        var read = restore.getStatus() == null ? null : restore.getStatus().backup();
        return backup.equals(read) || backup.equals(restore.getSpec().from().backup());
    }

    private static boolean ended(Restore restore) {
        var phase = restore.getStatus() == null ? null : restore.getStatus().phase();
        return phase != null && phase.terminal();
    }

    /** Deletes the resource, or finds it gone; one of the same name that was made later is not touched. */
    public void delete(BackupHandle backup) {
        var current = Optional.of(backup.resource());
        while (current.isPresent()) {
            try {
                cluster.writer()
                        .resource(current.get())
                        .lockResourceVersion(current.get().getMetadata().getResourceVersion())
                        .delete();
                return;
            } catch (KubernetesClientException e) {
                if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
                    throw e;
                }
                current = cluster.find(backup.resource());
            }
        }
    }

    /**
     * Makes these all the labels of the Backup that begin with {@code prefix}; without a request where they are. Nothing
     * happens if the Backup is gone.
     */
    public void label(BackupHandle backup, String prefix, Map<String, String> wanted) {
        var there = backup.labels();
        var changes = JsonNodeFactory.instance.objectNode();
        there.keySet().stream()
                .filter(key -> key.startsWith(prefix) && !wanted.containsKey(key))
                .forEach(changes::putNull);
        wanted.entrySet().stream()
                .filter(label -> !label.getValue().equals(there.get(label.getKey())))
                .forEach(label -> changes.put(label.getKey(), label.getValue()));
        if (changes.isEmpty()) {
            return;
        }
        var patch = JsonNodeFactory.instance.objectNode();
        patch.putObject("metadata").set("labels", changes);
        try {
            cluster.writer().resource(backup.resource()).patch(PatchContext.of(PatchType.JSON_MERGE), patch.toString());
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_NOT_FOUND) {
                throw e;
            }
        }
    }
}
