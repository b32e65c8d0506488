package com.isotoma.dboperator.operator.rbac;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Pods that are to work for a Database.
 *
 * @param namespace of the Database, whether or not it exists
 * @param central whether the pods run in the operator's namespace, and not in the Database's
 * @param leaving whether the Database's namespace is being deleted, so that nothing can be made in it and pods run in the
 *     operator's
 * @param ownAccount the service account that the Driver names, in the Database's namespace; null for none
 * @param sharing what they need for other Databases of the server
 */
public record PodWork(
        String namespace,
        String database,
        boolean central,
        boolean leaving,
        @Nullable String ownAccount,
        Sharing sharing) {
    /**
     * What a shared run needs besides.
     *
     * @param jobs its name, for it reads in it what else there is to do
     * @param databases names of those in the Database's namespace that it serves as well
     */
    public record Sharing(Set<String> jobs, Set<String> databases) {
        public static final Sharing NONE = new Sharing(Set.of(), Set.of());

        public Sharing {
            jobs = Set.copyOf(jobs);
            databases = Set.copyOf(databases);
        }

        Sharing and(Sharing other) {
            return new Sharing(union(jobs, other.jobs), union(databases, other.databases));
        }

        private static Set<String> union(Set<String> one, Set<String> other) {
            var both = new HashSet<>(one);
            both.addAll(other);
            return both;
        }
    }

    /** That of one Database alone. */
    public PodWork(String namespace, String database, boolean central, boolean leaving, @Nullable String ownAccount) {
        this(namespace, database, central, leaving, ownAccount, Sharing.NONE);
    }

    /** The same now that the namespace turned out to be on its way out. */
    public PodWork whileLeaving() {
        return new PodWork(namespace, database, true, true, ownAccount);
    }
}
