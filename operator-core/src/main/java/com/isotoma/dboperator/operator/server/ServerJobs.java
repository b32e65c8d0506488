package com.isotoma.dboperator.operator.server;

import com.isotoma.dboperator.crds.contract.RunVariables;
import com.isotoma.dboperator.crds.v1alpha1.ApiGroup;
import com.isotoma.dboperator.crds.v1alpha1.DatabaseServer;
import com.isotoma.dboperator.crds.v1alpha1.Driver;
import com.isotoma.dboperator.driver.support.Labels;
import com.isotoma.dboperator.operator.job.DriverJobSpecs;
import com.isotoma.dboperator.operator.job.JobSettings;
import com.isotoma.dboperator.operator.job.JobStarter;
import com.isotoma.dboperator.operator.job.PodEnvironment;
import com.isotoma.dboperator.operator.job.PodPlan;
import com.isotoma.dboperator.operator.job.StartOutcome;
import com.isotoma.dboperator.operator.objects.Ownership;
import com.isotoma.dboperator.operator.rbac.AccessConflict;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The Jobs that ask DatabaseServers, in the operator's namespace, by the image of their Driver. They go with their server. */
final class ServerJobs {
    private static final String CONTAINER = "driver";

    private final JobSettings settings;
    private final ServerAccess access;
    private final JobStarter starter;

    @Inject
    ServerJobs(JobSettings settings, ServerAccess access, JobStarter starter) {
        this.settings = settings;
        this.access = access;
        this.starter = starter;
    }

    /**
     * Starts a Job; calling it again with the same name changes nothing.
     *
     * @throws io.fabric8.kubernetes.client.KubernetesClientException if the API server could not be reached or could
     *     not answer: try again later
     */
    StartOutcome start(DatabaseServer server, Driver driver, String name) {
        try {
            var account = access.ensure(server);
            return starter.start(build(server, driver, name, account), existing -> Ownership.ours(server, existing));
        } catch (AccessConflict e) {
            return new StartOutcome.Refused(e.getMessage());
        }
    }

    Job build(DatabaseServer server, Driver driver, String name, String account) {
        var labels = labels(server);
        var metadata = Ownership.metadata(server, name, labels);
        metadata.setNamespace(settings.operatorNamespace());
        return new JobBuilder()
                .withMetadata(metadata)
                .withSpec(DriverJobSpecs.of(
                        new PodPlan(CONTAINER, driver.getSpec(), account, labels, environment(server, driver)),
                        settings.backoffLimit(),
                        settings.createDeadline(),
                        settings.timeToLive()))
                .build();
    }

    private List<EnvVar> environment(DatabaseServer server, Driver driver) {
        var told = new TreeMap<>(Map.of(
                RunVariables.SERVER,
                server.getMetadata().getName(),
                RunVariables.OPERATION,
                ServerRules.WORD,
                RunVariables.SYSTEM_NAMESPACE,
                settings.operatorNamespace()));
        return PodEnvironment.of(
                driver.getSpec().env(),
                RunVariables.ALL,
                told.entrySet().stream()
                        .map(v -> PodEnvironment.variable(v.getKey(), v.getValue()))
                        .toList());
    }

    /** Not {@code managed-by}: the operator takes what has it for Databases'. */
    static Map<String, String> labels(DatabaseServer server) {
        var name = Labels.value(server.getMetadata().getName());
        return new TreeMap<>(Map.of(
                "app.kubernetes.io/name",
                "db-operator-driver",
                "app.kubernetes.io/instance",
                name,
                "app.kubernetes.io/component",
                "server",
                "app.kubernetes.io/part-of",
                "db-operator",
                ApiGroup.SERVER_LABEL,
                name,
                ApiGroup.OPERATION_LABEL,
                ServerRules.WORD));
    }
}
