package com.isotoma.dboperator.operator.access;

import com.isotoma.dboperator.crds.v1alpha1.Backup;
import com.isotoma.dboperator.crds.v1alpha1.BackupSchedule;
import com.isotoma.dboperator.crds.v1alpha1.Database;
import com.isotoma.dboperator.crds.v1alpha1.Driver;
import com.isotoma.dboperator.crds.v1alpha1.Restore;
import com.isotoma.dboperator.operator.view.ClusterView;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/** One namespace {@code team} as a test has written it. */
final class FixedView implements ClusterView {
    private final List<Database> databases = new ArrayList<>();
    private final List<Backup> backups = new ArrayList<>();
    private final List<Restore> restores = new ArrayList<>();
    private final List<BackupSchedule> schedules = new ArrayList<>();

    FixedView withDatabase(String name, String spec, String annotations) {
        databases.add(read(Database.class, name, spec, "annotations: {" + annotations + "}", ""));
        return this;
    }

    FixedView withBackup(String name, String spec) {
        backups.add(read(Backup.class, name, spec, "", ""));
        return this;
    }

    FixedView withRestore(String name, String spec, String status) {
        restores.add(read(Restore.class, name, spec, "", status));
        return this;
    }

    FixedView withSchedule(String name, String spec) {
        schedules.add(read(BackupSchedule.class, name, spec, "", ""));
        return this;
    }

    private static <T extends HasMetadata> T read(
            Class<T> kind, String name, String spec, String metadata, String status) {
        return Serialization.unmarshal(
                "metadata: {name: " + name + ", namespace: team, " + metadata + "}\nspec: {" + spec + "}\nstatus: {"
                        + status + "}",
                kind);
    }

    private static <T extends HasMetadata> Optional<T> named(List<T> all, String name) {
        return all.stream().filter(r -> r.getMetadata().getName().equals(name)).findFirst();
    }

    @Override
    public boolean synced() {
        return true;
    }

    @Override
    public Optional<Database> database(String namespace, String name) {
        return named(databases, name);
    }

    @Override
    public Optional<Backup> backup(String namespace, String name) {
        return named(backups, name);
    }

    @Override
    public List<Backup> backupsOf(String namespace, String database) {
        return backups.stream()
                .filter(b -> b.getSpec().database().equals(database))
                .toList();
    }

    @Override
    public Optional<Restore> restore(String namespace, String name) {
        return named(restores, name);
    }

    @Override
    public List<Restore> restoresOf(String namespace, String database) {
        return restores.stream()
                .filter(r -> r.getSpec().database().equals(database))
                .toList();
    }

    @Override
    public List<BackupSchedule> schedulesOf(String namespace, String database) {
        return schedules.stream()
                .filter(s -> s.getSpec().database().equals(database))
                .toList();
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
    public NavigableSet<String> driverNames() {
        return new TreeSet<>();
    }

    @Override
    public Stream<Database> databases() {
        return databases.stream();
    }

    @Override
    public Stream<Backup> backups() {
        return backups.stream();
    }

    @Override
    public Stream<Restore> restores() {
        return restores.stream();
    }

    @Override
    public Stream<BackupSchedule> schedules() {
        return schedules.stream();
    }

    @Override
    public void remember(Job job) {
        throw new UnsupportedOperationException("no Job is started here");
    }
}
