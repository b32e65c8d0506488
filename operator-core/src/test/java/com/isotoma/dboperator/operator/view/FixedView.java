package com.isotoma.dboperator.operator.view;

import com.isotoma.dboperator.crds.v1alpha1.Backup;
import com.isotoma.dboperator.crds.v1alpha1.BackupSchedule;
import com.isotoma.dboperator.crds.v1alpha1.DatabaseUser;
import com.isotoma.dboperator.crds.v1alpha1.Restore;
import com.isotoma.dboperator.operator.job.JobMarks;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A cluster that has what a test puts into it. */
public final class FixedView implements ClusterView {
    private final List<HasMetadata> all = new ArrayList<>();

    /** @param yaml one resource */
    public <R extends HasMetadata> R add(Class<R> kind, String yaml) {
        var resource = Serialization.unmarshal(yaml, kind);
        all.add(resource);
        return resource;
    }

    public void remove(HasMetadata resource) {
        all.remove(resource);
    }

    public void add(HasMetadata resource) {
        all.add(resource);
    }

    /** All of a kind. */
    public void remove(Class<? extends HasMetadata> kind) {
        all.removeIf(kind::isInstance);
    }

    @Override
    public boolean synced() {
        return true;
    }

    @Override
    public <R extends HasMetadata> Optional<R> find(Class<R> kind, @Nullable String namespace, String name) {
        return all(kind)
                .filter(r -> Objects.equals(namespace, r.getMetadata().getNamespace())
                        && name.equals(r.getMetadata().getName()))
                .findFirst();
    }

    @Override
    public <R extends HasMetadata> Stream<R> all(Class<R> kind) {
        return all.stream().filter(kind::isInstance).map(kind::cast);
    }

    @Override
    public List<Job> jobsAt(String place) {
        return all(Job.class)
                .filter(job -> JobMarks.place(job).filter(place::equals).isPresent())
                .toList();
    }

    @Override
    public List<Job> sharedJobs(String namespace, String server) {
        return all(Job.class)
                .filter(job -> namespace.equals(job.getMetadata().getNamespace())
                        && JobMarks.server(job).filter(server::equals).isPresent())
                .toList();
    }

    @Override
    public <R extends HasMetadata> List<R> ofDatabase(Class<R> kind, String namespace, String database) {
        return all(kind)
                .filter(r -> namespace.equals(r.getMetadata().getNamespace()) && database.equals(databaseOf(r)))
                .toList();
    }

    private static String databaseOf(HasMetadata resource) {
        return switch (resource) {
            case Backup backup -> backup.getSpec().database();
            case Restore restore -> restore.getSpec().database();
            case DatabaseUser user -> user.getSpec().database();
            case BackupSchedule schedule -> schedule.getSpec().database();
            default -> throw new IllegalArgumentException(resource.getKind() + " names no Database");
        };
    }

    @Override
    public List<Job> jobsOf(String namespace, String database) {
        return List.of();
    }

    @Override
    public boolean unreadable(Class<? extends HasMetadata> kind, @Nullable String namespace, String name) {
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
