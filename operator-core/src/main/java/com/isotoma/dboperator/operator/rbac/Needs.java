package com.isotoma.dboperator.operator.rbac;

import com.isotoma.dboperator.crds.v1alpha1.BackupTarget;
import com.isotoma.dboperator.crds.v1alpha1.SecretReferences;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What the runs of one Database need, by name. It follows from what people wrote: from specs, and from the record of used
 * Secrets, which admission keeps runs from widening. Nothing that a run may write as it likes, such as a status, counts.
 *
 * @param published names under which applications find its Secret, now or before
 * @param secrets that its own spec, and the resources that name it, refer to
 * @param privateKeys names of further ones, which its Backups may name and only runs that read backups may open
 * @param readable those of {@code privateKeys} that a run of it is to open now
 * @param others Databases whose backups it is to be filled from, and one that is gone whose database it is to take up
 * @param locations StorageLocations that they name, whether or not there are any and its namespace may use them
 * @param readLocations those of them from which a run of it is to read now
 * @param servers DatabaseServers that it names, likewise
 * @param uids of the Database: runs put finalizers on Secrets that have it in their names
 * @param rules on resources of the kinds that work for Databases
 * @param sharedJobs names of its Jobs that serve other Databases, too, and read what else there is to do
 * @param siblings names of these Databases, in its namespace
 */
public record Needs(
        String namespace,
        String database,
        NavigableSet<String> published,
        NavigableSet<String> secrets,
        NavigableSet<String> privateKeys,
        NavigableSet<String> readable,
        NavigableSet<String> others,
        NavigableSet<String> locations,
        NavigableSet<String> readLocations,
        NavigableSet<String> servers,
        NavigableSet<String> uids,
        List<PolicyRule> rules,
        NavigableSet<String> sharedJobs,
        NavigableSet<String> siblings) {
    /** Those of one for which nothing asks yet. */
    public Needs(String namespace, String database) {
        this(
                namespace,
                database,
                new TreeSet<>(List.of(database)),
                new TreeSet<>(),
                new TreeSet<>(),
                new TreeSet<>(),
                new TreeSet<>(),
                new TreeSet<>(),
                new TreeSet<>(),
                new TreeSet<>(),
                new TreeSet<>(),
                new ArrayList<>(),
                new TreeSet<>(),
                new TreeSet<>());
    }

    /** Of every kind, as the caches have it now. */
    public static Needs of(DatabaseKey database, Set<AccessNeeds> kinds) {
        var needs = new Needs(database.namespace(), database.name());
        kinds.forEach(kind -> kind.add(database, needs));
        return needs;
    }

    /** What shared runs of the Database need besides; they never serve it as another one. */
    void share(PodWork.Sharing sharing) {
        sharedJobs.addAll(sharing.jobs());
        siblings.addAll(sharing.databases());
        siblings.remove(database);
    }

    /** A place for backups that runs write to. */
    public void target(@Nullable BackupTarget target) {
        secrets.addAll(SecretReferences.of(target));
        privateKeys.addAll(SecretReferences.reading(target));
        if (target != null && target.location() != null) {
            locations.add(target.location());
        }
    }

    public void targets(@Nullable List<BackupTarget> targets) {
        Objects.requireNonNullElse(targets, List.<BackupTarget>of()).forEach(this::target);
    }

    /** A place for backups that a run is to read from now. */
    public void source(@Nullable BackupTarget target) {
        secrets.addAll(SecretReferences.of(target));
        readable.addAll(SecretReferences.reading(target));
        if (target != null && target.location() != null) {
            locations.add(target.location());
            readLocations.add(target.location());
        }
    }

    public void sources(@Nullable List<BackupTarget> targets) {
        Objects.requireNonNullElse(targets, List.<BackupTarget>of()).forEach(this::source);
    }
}
