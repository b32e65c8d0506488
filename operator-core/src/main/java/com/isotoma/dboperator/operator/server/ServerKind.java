package com.isotoma.dboperator.operator.server;

import com.isotoma.dboperator.crds.v1alpha1.AdminCredentials;
import com.isotoma.dboperator.crds.v1alpha1.DatabaseServer;
import com.isotoma.dboperator.crds.v1alpha1.DatabaseServerSpec;
import com.isotoma.dboperator.crds.v1alpha1.DatabaseServerStatus;
import com.isotoma.dboperator.operator.job.ServerPlace;
import com.isotoma.dboperator.operator.runtime.KeptParts;
import com.isotoma.dboperator.operator.runtime.Kind;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How DatabaseServers are watched: those of the whole cluster, whichever namespaces are watched. */
public final class ServerKind {
    /** What it last said decides when it is asked next. */
    public static final Kind<DatabaseServer> KIND = Kind.of(DatabaseServer.class, "databaseserver")
            .reading(ServerKind::read)
            .pruned(ServerKind::prune)
            .watchedEverywhere();

    private ServerKind() {}

    private static List<@Nullable Object> read(DatabaseServer server) {
        return Arrays.asList(Objects.requireNonNullElse(server.getStatus(), DatabaseServerStatus.NONE)
                .check());
    }

    private static void prune(DatabaseServer server) {
        var spec = server.getSpec();
        if (spec != null) {
            server.setSpec(new DatabaseServerSpec(
                    spec.driver(),
                    ServerPlace.kept(spec.connect()),
                    KeptParts.of(spec.tls()),
                    new AdminCredentials(
                            KeptParts.secretName(spec.credentials().username()),
                            KeptParts.secretName(spec.credentials().password())),
                    spec.allowedNamespaces(),
                    spec.backupTo(),
                    spec.deletionPolicy(),
                    spec.concurrency(),
                    spec.checkInterval(),
                    spec.backup(),
                    spec.driftInterval()));
        }
    }
}
