package com.isotoma.dboperator.operator.view;

import com.isotoma.dboperator.crds.v1alpha1.Database;
import com.isotoma.dboperator.crds.v1alpha1.DatabaseServer;
import com.isotoma.dboperator.crds.v1alpha1.DatabaseSpec;
import java.util.Optional;

/** What follows for a Database from the DatabaseServer that it names, as the caches have it. */
public final class Servers {
    private Servers() {}

    /** The one that it names, if its namespace may use it; empty for a Database that names none. */
    public static Optional<DatabaseServer> allowed(ClusterView view, Database database) {
        return Optional.ofNullable(database.getSpec().server())
                .flatMap(view::server)
                .filter(server -> server.getSpec().allows(database.getMetadata().getNamespace()));
    }

    /** Its spec with the defaults of the server, if its namespace may use that one. */
    public static DatabaseSpec spec(ClusterView view, Database database) {
        return allowed(view, database)
                .map(server -> database.getSpec().on(server.getSpec()))
                .orElseGet(database::getSpec);
    }

    /**
     * The name of its Driver. A run for a Database that may not use the server which it names only says so, which every image
     * can: it is any Driver's, so that nothing about the server can be told from it.
     */
    public static String driver(ClusterView view, Database database) {
        var own = spec(view, database).driver();
        if (own != null) {
            return own;
        }
        var all = view.driverNames();
        return all.isEmpty() ? "of any name" : all.getFirst();
    }
}
