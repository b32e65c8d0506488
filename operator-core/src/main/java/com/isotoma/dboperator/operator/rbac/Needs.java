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
 * @param secrets that its own spec, and the resources that name it, refer to
 * @param others Databases whose backups it is to be filled from, and one that is gone whose database it is to take up
 * @param locations StorageLocations that they name, whether or not there are any and its namespace may use them
 * @param servers DatabaseServers that it names, likewise
 * @param uids of the Database: runs put finalizers on Secrets that have it in their names
 * @param rules on resources of the kinds that work for Databases
 * @param sharedJobs names of its Jobs that serve other Databases, too, and read what else there is to do
 * @param siblings names of these Databases, in its namespace
 */
public record Needs(
        String namespace,
        String database,
        NavigableSet<String> secrets,
        NavigableSet<String> others,
        NavigableSet<String> locations,
        NavigableSet<String> servers,
        NavigableSet<String> uids,
        List<PolicyRule> rules,
        NavigableSet<String> sharedJobs,
        NavigableSet<String> siblings) {
    /** Those of one whose runs serve no other Database. */
    public Needs(
            String namespace,
            String database,
            NavigableSet<String> secrets,
            NavigableSet<String> others,
            NavigableSet<String> locations,
            NavigableSet<String> servers,
            NavigableSet<String> uids,
            List<PolicyRule> rules) {
        this(namespace, database, secrets, others, locations, servers, uids, rules, new TreeSet<>(), new TreeSet<>());
    }

    /** Of every kind, as the caches have it now. */
    public static Needs of(DatabaseKey database, Set<AccessNeeds> kinds) {
        var needs = new Needs(
                database.namespace(),
                database.name(),
                new TreeSet<>(),
                new TreeSet<>(),
                new TreeSet<>(),
                new TreeSet<>(),
                new TreeSet<>(),
                new ArrayList<>());
        kinds.forEach(kind -> kind.add(database, needs));
        return needs;
    }

    /** What shared runs of the Database need besides; they never serve it as another one. */
    void share(PodWork.Sharing sharing) {
        sharedJobs.addAll(sharing.jobs());
        siblings.addAll(sharing.databases());
        siblings.remove(database);
    }

    /** A place for backups that runs are to write to or to read. */
    public void target(@Nullable BackupTarget target) {
        secrets.addAll(SecretReferences.of(target));
        if (target != null && target.location() != null) {
            locations.add(target.location());
        }
    }

    public void targets(@Nullable List<BackupTarget> targets) {
        Objects.requireNonNullElse(targets, List.<BackupTarget>of()).forEach(this::target);
    }
}
