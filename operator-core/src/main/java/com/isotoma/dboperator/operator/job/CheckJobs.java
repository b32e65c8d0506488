package com.isotoma.dboperator.operator.job;

import com.isotoma.dboperator.crds.contract.RunVariables;
import com.isotoma.dboperator.crds.v1alpha1.ApiGroup;
import com.isotoma.dboperator.crds.v1alpha1.Driver;
import com.isotoma.dboperator.driver.support.Labels;
import com.isotoma.dboperator.operator.objects.Applied;
import com.isotoma.dboperator.operator.objects.Applier;
import com.isotoma.dboperator.operator.objects.Ownership;
import com.isotoma.dboperator.operator.rbac.AccessConflict;
import com.isotoma.dboperator.operator.rbac.AccessObjects;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The Jobs that check resources without a namespace, in the operator's namespace, each with an account of its resource. Account
 * and Jobs go with the resource.
 */
public final class CheckJobs {
    private final JobSettings settings;
    private final Applier applier;
    private final JobStarter starter;

    @Inject
    public CheckJobs(JobSettings settings, Applier applier, JobStarter starter) {
        this.settings = settings;
        this.applier = applier;
        this.starter = starter;
    }

    /**
     * A check of one resource.
     *
     * @param word of its operation
     * @param kind of the resource, as its variable and its label have it: {@code location}
     * @param account name of its account, its Role and its RoleBinding
     * @param rules the rights of the account there
     * @param annotations of the account
     */
    public record Check(
            HasMetadata resource,
            String word,
            String kind,
            String account,
            List<PolicyRule> rules,
            Map<String, String> annotations) {}

    /**
     * Starts a Job once its account has its rights; calling it again with the same name changes nothing.
     *
     * @param name of the Job
     * @throws io.fabric8.kubernetes.client.KubernetesClientException if the API server could not be reached or could
     *     not answer: try again later
     */
    public StartOutcome start(Check check, Driver driver, String name) {
        try {
            giveRights(check);
            return starter.start(build(check, driver, name), existing -> Ownership.ours(check.resource(), existing));
        } catch (AccessConflict e) {
            return new StartOutcome.Refused(e.getMessage());
        }
    }

    /** Makes what is missing and brings the rest to what is needed now; idempotent. */
    private void giveRights(Check check) {
        var namespace = settings.operatorNamespace();
        var meta = Ownership.metadata(check.resource(), check.account(), labels(check));
        meta.setNamespace(namespace);
        var wanted = AccessObjects.of(meta, check.rules(), List.of(AccessObjects.subject(namespace, check.account())))
                .with(check.annotations());
        for (var object : List.<HasMetadata>of(wanted.account(), wanted.role(), wanted.binding())) {
            if (applier.apply(check.resource(), object, null) instanceof Applied.Failed(var reason, var message)) {
                throw new AccessConflict(message);
            }
        }
    }

    /** The same check gives the same Job. */
    public Job build(Check check, Driver driver, String name) {
        var labels = labels(check);
        var metadata = Ownership.metadata(check.resource(), name, labels);
        metadata.setNamespace(settings.operatorNamespace());
        var told = new TreeMap<>(Map.of(
                RunVariables.of(check.kind()),
                check.resource().getMetadata().getName(),
                RunVariables.OPERATION,
                check.word(),
                RunVariables.SYSTEM_NAMESPACE,
                settings.operatorNamespace()));
        var environment = PodEnvironment.of(driver.getSpec().env(), RunVariables.ALL, told);
        return new JobBuilder()
                .withMetadata(metadata)
                .withSpec(DriverJobSpecs.of(
                        new PodPlan(DriverPods.CONTAINER, driver.getSpec(), check.account(), labels, environment),
                        settings.backoffLimit(),
                        settings.createDeadline(),
                        settings.timeToLive()))
                .build();
    }

    /** Not {@code managed-by}: the operator takes what has it for Databases'. */
    private static Map<String, String> labels(Check check) {
        var name = Labels.value(check.resource().getMetadata().getName());
        return new TreeMap<>(Map.of(
                "app.kubernetes.io/name",
                "db-operator-driver",
                "app.kubernetes.io/instance",
                name,
                "app.kubernetes.io/component",
                check.kind(),
                "app.kubernetes.io/part-of",
                "db-operator",
                ApiGroup.NAME + "/" + check.kind(),
                name,
                ApiGroup.OPERATION_LABEL,
                check.word()));
    }
}
