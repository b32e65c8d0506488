package com.isotoma.dboperator.operator.server;

import com.isotoma.dboperator.crds.v1alpha1.Database;
import com.isotoma.dboperator.crds.v1alpha1.DatabaseServer;
import com.isotoma.dboperator.operator.view.ClusterView;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The Databases of a DatabaseServer.
 *
 * @param all those that name it and may, or have something on it; a Database of another namespace that names it keeps nothing
 * @param unlisted those of them whose namespace may not use it: they were made when it might
 * @param unreadable Databases that nobody can read, each of which may name it
 */
record ServerUsers(List<Database> all, List<Database> unlisted, List<Database> unreadable) {
    private static final int NAMED = 10;
    private static final Comparator<Database> ORDER = Comparator.comparing(ServerUsers::name);

    static ServerUsers of(DatabaseServer server, ClusterView view) {
        var name = server.getMetadata().getName();
        var all = view.all(Database.class)
                .filter(database ->
                        name.equals(database.getSpec().server()) && (allowed(server, database) || onServer(database)))
                .sorted(ORDER)
                .toList();
        return new ServerUsers(
                all,
                all.stream().filter(database -> !allowed(server, database)).toList(),
                view.unreadable()
                        .filter(Database.class::isInstance)
                        .map(Database.class::cast)
                        .sorted(ORDER)
                        .toList());
    }

    private static boolean allowed(DatabaseServer server, Database database) {
        return server.getSpec().allows(database.getMetadata().getNamespace());
    }

    /** Names are recorded before the first thing is made. */
    private static boolean onServer(Database database) {
        return database.getStatus() != null && database.getStatus().databaseName() != null;
    }

    /** Whether it can go. */
    boolean none() {
        return all.isEmpty() && unreadable.isEmpty();
    }

    /** Namespace and name of some of them, and how many there are besides. */
    static String names(Collection<Database> databases) {
        var shown = databases.stream().limit(NAMED).map(ServerUsers::name).collect(Collectors.joining(", "));
        var more = databases.size() - NAMED;
        return more > 0 ? shown + " and " + more + " more" : shown;
    }

    private static String name(Database database) {
        return database.getMetadata().getNamespace() + "/"
                + database.getMetadata().getName();
    }
}
