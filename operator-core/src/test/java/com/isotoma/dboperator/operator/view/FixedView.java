package com.isotoma.dboperator.operator.view;

import com.isotoma.dboperator.crds.v1alpha1.Backup;
import com.isotoma.dboperator.crds.v1alpha1.BackupSchedule;
import com.isotoma.dboperator.crds.v1alpha1.Database;
import com.isotoma.dboperator.crds.v1alpha1.Driver;
import com.isotoma.dboperator.crds.v1alpha1.Restore;
import com.isotoma.dboperator.crds.v1alpha1.StorageLocation;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/** A cluster that has what a test puts into it. */
public final class FixedView implements ClusterView {
    private final List<HasMetadata> all = new ArrayList<>();

    /** @param yaml one resource */
    public <R extends HasMetadata> R add(Class<R> kind, String yaml) {
        var resource = Serialization.unmarshal(yaml, kind);
        all.add(resource);
        return resource;
    }

    public void add(HasMetadata resource) {
        all.add(resource);
    }

    private <R extends HasMetadata> Stream<R> all(Class<R> kind) {
        return all.stream().filter(kind::isInstance).map(kind::cast);
    }

    private <R extends HasMetadata> Optional<R> find(Class<R> kind, String namespace, String name) {
        return all(kind)
                .filter(r -> namespace.equals(r.getMetadata().getNamespace())
                        && name.equals(r.getMetadata().getName()))
                .findFirst();
    }

    private <R extends HasMetadata> Optional<R> find(Class<R> kind, String name) {
        return all(kind).filter(r -> name.equals(r.getMetadata().getName())).findFirst();
    }

    @Override
    public boolean synced() {
        return true;
    }

    @Override
    public Optional<Database> database(String namespace, String name) {
        return find(Database.class, namespace, name);
    }

    @Override
    public Optional<Backup> backup(String namespace, String name) {
        return find(Backup.class, namespace, name);
    }

    @Override
    public List<Backup> backupsOf(String namespace, String database) {
        return backups()
                .filter(b -> namespace.equals(b.getMetadata().getNamespace())
                        && database.equals(b.getSpec().database()))
                .toList();
    }

    @Override
    public Optional<Restore> restore(String namespace, String name) {
        return find(Restore.class, namespace, name);
    }

    @Override
    public List<Restore> restoresOf(String namespace, String database) {
        return restores()
                .filter(r -> namespace.equals(r.getMetadata().getNamespace())
                        && database.equals(r.getSpec().database()))
                .toList();
    }

    @Override
    public List<BackupSchedule> schedulesOf(String namespace, String database) {
        return schedules()
                .filter(s -> namespace.equals(s.getMetadata().getNamespace())
                        && database.equals(s.getSpec().database()))
                .toList();
    }

    @Override
    public List<Job> jobsOf(String namespace, String database) {
        return List.of();
    }

    @Override
    public Optional<Driver> driver(String name) {
        return find(Driver.class, name);
    }

    @Override
    public NavigableSet<String> driverNames() {
        var names = new TreeSet<String>();
        all(Driver.class).forEach(d -> names.add(d.getMetadata().getName()));
        return names;
    }

    @Override
    public Optional<StorageLocation> location(String name) {
        return find(StorageLocation.class, name);
    }

    @Override
    public Stream<Database> databases() {
        return all(Database.class);
    }

    @Override
    public Stream<Backup> backups() {
        return all(Backup.class);
    }

    @Override
    public Stream<Restore> restores() {
        return all(Restore.class);
    }

    @Override
    public Stream<BackupSchedule> schedules() {
        return all(BackupSchedule.class);
    }

    @Override
    public Stream<StorageLocation> locations() {
        return all(StorageLocation.class);
    }

    @Override
    public boolean unreadableDatabase(String namespace, String name) {
        return false;
    }

    @Override
    public boolean unreadableDriver(String name) {
        return false;
    }

    @Override
    public Stream<HasMetadata> unreadable() {
        return Stream.of();
    }

    @Override
    public void remember(Job job) {
        all.add(job);
    }
}
