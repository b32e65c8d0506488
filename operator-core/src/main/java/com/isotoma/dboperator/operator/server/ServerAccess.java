package com.isotoma.dboperator.operator.server;

import com.isotoma.dboperator.crds.v1alpha1.ApiGroup;
import com.isotoma.dboperator.crds.v1alpha1.DatabaseServer;
import com.isotoma.dboperator.crds.v1alpha1.SecretReferences;
import com.isotoma.dboperator.operator.job.JobSettings;
import com.isotoma.dboperator.operator.objects.Applied;
import com.isotoma.dboperator.operator.objects.Applier;
import com.isotoma.dboperator.operator.objects.Names;
import com.isotoma.dboperator.operator.objects.Ownership;
import com.isotoma.dboperator.operator.rbac.AccessConflict;
import com.isotoma.dboperator.operator.rbac.AccessObjects;
import com.isotoma.dboperator.operator.rbac.Permissions;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;

/**
 * A service account for each DatabaseServer, which can read that one's admin and write what it said. It goes with its
 * resource.
 */
public final class ServerAccess {
    private final JobSettings settings;
    private final Applier applier;

    @Inject
    ServerAccess(JobSettings settings, Applier applier) {
        this.settings = settings;
        this.applier = applier;
    }

    /**
     * Makes what is missing and brings the rest to what is needed now; idempotent.
     *
     * @return the name of the account, in the operator's namespace
     * @throws AccessConflict if the API server refuses, or something of that name is in the way
     * @throws io.fabric8.kubernetes.client.KubernetesClientException if it could not be reached
     */
    String ensure(DatabaseServer server) {
        var wanted = objects(server);
        for (var object : List.<HasMetadata>of(wanted.account(), wanted.role(), wanted.binding())) {
            if (applier.apply(server, object, null) instanceof Applied.Failed(var reason, var message)) {
                throw new AccessConflict(message);
            }
        }
        return wanted.account().getMetadata().getName();
    }

    /** As for a StorageLocation, the last rule is what the policy asks for when a run writes the status. */
    public static List<PolicyRule> rules(DatabaseServer server) {
        var rules = new ArrayList<PolicyRule>();
        var secrets = SecretReferences.of(server.getSpec());
        if (!secrets.isEmpty()) {
            rules.add(Permissions.named("", "secrets", secrets, "get"));
        }
        rules.add(Permissions.named(
                ApiGroup.NAME,
                "databaseservers/status",
                List.of(server.getMetadata().getName()),
                "update"));
        return rules;
    }

    private AccessObjects objects(DatabaseServer server) {
        var namespace = settings.operatorNamespace();
        var name = Names.serverAccount(server.getMetadata().getName());
        var meta = Ownership.metadata(server, name, ServerJobs.labels(server));
        meta.setNamespace(namespace);
        return AccessObjects.of(meta, rules(server), List.of(AccessObjects.subject(namespace, name)));
    }
}
