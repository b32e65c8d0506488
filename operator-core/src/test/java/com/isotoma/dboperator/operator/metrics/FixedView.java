package com.isotoma.dboperator.operator.metrics;

import com.isotoma.dboperator.crds.v1alpha1.Backup;
import com.isotoma.dboperator.crds.v1alpha1.BackupSchedule;
import com.isotoma.dboperator.crds.v1alpha1.Database;
import com.isotoma.dboperator.crds.v1alpha1.Driver;
import com.isotoma.dboperator.crds.v1alpha1.Restore;
import com.isotoma.dboperator.operator.view.ClusterView;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/** A cluster that has these Databases, Backups and BackupSchedules, and a Restore that waits. */
record FixedView(List<Database> databasesThere, List<Backup> backupsThere, List<BackupSchedule> schedulesThere)
        implements ClusterView {
    @Override
    public boolean synced() {
        return true;
    }

    @Override
    public Optional<Database> database(String namespace, String name) {
        return Optional.empty();
    }

    @Override
    public Optional<Backup> backup(String namespace, String name) {
        return Optional.empty();
    }

    @Override
    public List<Backup> backupsOf(String namespace, String database) {
        return List.of();
    }

    @Override
    public Optional<Restore> restore(String namespace, String name) {
        return Optional.empty();
    }

    @Override
    public List<Restore> restoresOf(String namespace, String database) {
        return List.of();
    }

    @Override
    public List<Job> jobsOf(String namespace, String database) {
        return List.of();
    }

    @Override
    public Optional<Driver> driver(String name) {
        return Optional.empty();
    }

    @Override
    public SortedSet<String> driverNames() {
        return new TreeSet<>();
    }

    @Override
    public Stream<Database> databases() {
        return databasesThere.stream();
    }

    @Override
    public Stream<Backup> backups() {
        return backupsThere.stream();
    }

    @Override
    public Stream<Restore> restores() {
        return Stream.of(waiting());
    }

    private static Restore waiting() {
        var restore = new Restore();
        restore.getMetadata().setName("undo");
        return restore;
    }

    @Override
    public Stream<BackupSchedule> schedules() {
        return schedulesThere.stream();
    }

    @Override
    public void remember(Job job) {
        // It is fixed.
    }
}
