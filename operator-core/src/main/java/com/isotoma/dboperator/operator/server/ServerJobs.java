package com.isotoma.dboperator.operator.server;

import com.isotoma.dboperator.crds.v1alpha1.ApiGroup;
import com.isotoma.dboperator.crds.v1alpha1.ConfigMapReferences;
import com.isotoma.dboperator.crds.v1alpha1.DatabaseServer;
import com.isotoma.dboperator.crds.v1alpha1.Driver;
import com.isotoma.dboperator.crds.v1alpha1.SecretReferences;
import com.isotoma.dboperator.operator.job.CheckJobs;
import com.isotoma.dboperator.operator.job.CheckJobs.Check;
import com.isotoma.dboperator.operator.job.StartOutcome;
import com.isotoma.dboperator.operator.objects.Names;
import com.isotoma.dboperator.operator.rbac.Permissions;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The Jobs that ask DatabaseServers, by the image of their Driver. Their account can read the Secrets of the server's admin and
 * write what the server said.
 */
public final class ServerJobs {
    private final CheckJobs jobs;

    @Inject
    ServerJobs(CheckJobs jobs) {
        this.jobs = jobs;
    }

    /** Starts a Job: see {@link CheckJobs#start}. */
    StartOutcome start(DatabaseServer server, Driver driver, String name) {
        var account = Names.serverAccount(server.getMetadata().getName());
        return jobs.start(
                new Check(server, ServerRules.WORD, "server", account, rules(server), Map.of()), driver, name);
    }

    /** As for a StorageLocation, the last rule is what the policy asks for when a run writes the status. */
    public static List<PolicyRule> rules(DatabaseServer server) {
        var rules = new ArrayList<>(
                Permissions.reading(SecretReferences.of(server.getSpec()), ConfigMapReferences.of(server.getSpec())));
        rules.add(Permissions.named(
                ApiGroup.NAME,
                "databaseservers/status",
                List.of(server.getMetadata().getName()),
                "update"));
        return rules;
    }
}
