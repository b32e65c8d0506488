package com.isotoma.dboperator.operator.location;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import com.isotoma.dboperator.crds.v1alpha1.Driver;
import com.isotoma.dboperator.crds.v1alpha1.StorageLocation;
import com.isotoma.dboperator.operator.Slices;
import com.isotoma.dboperator.operator.job.CheckJobs;
import com.isotoma.dboperator.operator.job.JobMarks;
import com.isotoma.dboperator.operator.job.JobSettings;
import com.isotoma.dboperator.operator.job.JobStarter;
import com.isotoma.dboperator.operator.objects.Applier;
import com.isotoma.dboperator.operator.rbac.CloudRole;
import com.isotoma.dboperator.operator.rbac.DatabaseAccess;
import com.isotoma.dboperator.operator.view.FixedView;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class LocationJobsTest {
    private static final StorageLocation LOCATION = Serialization.unmarshal("""
            apiVersion: db.isotoma.com/v1alpha1
            kind: StorageLocation
            metadata: {name: offsite, uid: uid-of-offsite}
            spec: {s3: {bucket: b}, allowedNamespaces: ['*']}
            """, StorageLocation.class);
    private static final Driver DRIVER = Serialization.unmarshal("""
            metadata: {name: mysql}
            spec:
              image: image:1
              serviceAccountName: db-operator-driver.own
              env: {DB_OPERATOR_OPERATION: drop, DB_OPERATOR_SYSTEM_NAMESPACE: kube-system, TOOL: x}
            """, Driver.class);

    @Test
    void aJobIsInTheOperatorsNamespaceAndGoesWithItsLocation() {
        try (var client = new KubernetesClientBuilder().build()) {
            var settings = new JobSettings(
                    "ops",
                    3,
                    Duration.ofSeconds(60),
                    Duration.ofMinutes(15),
                    Duration.ofHours(24),
                    4,
                    2,
                    Duration.ZERO,
                    Duration.ofMinutes(10));
            var jobs = new CheckJobs(settings, new Applier(client), starter(client, settings));
            var check = new LocationJobs(new CloudRole(Map.of()), jobs).check(LOCATION);
            var job = jobs.build(check, DRIVER, "job-1");

            assertThat(job.getMetadata().getNamespace()).isEqualTo("ops");
            assertThat(job.getMetadata().getOwnerReferences()).singleElement().satisfies(owner -> {
                assertThat(owner.getKind()).isEqualTo("StorageLocation");
                assertThat(owner.getUid()).isEqualTo("uid-of-offsite");
            });
            assertThat(job.getMetadata().getLabels())
                    .as("it is no Database's")
                    .doesNotContainKey(JobMarks.MANAGED_BY)
                    .containsEntry("db.isotoma.com/location", "offsite");
            assertThat(job.getSpec().getActiveDeadlineSeconds()).isEqualTo(900);
            assertThat(job.getSpec().getTtlSecondsAfterFinished()).isEqualTo(60);
            var pod = job.getSpec().getTemplate().getSpec();
            assertThat(pod.getServiceAccountName()).isEqualTo("db-operator-driver---offsite");
            assertThat(pod.getContainers().get(0).getEnv().stream()
                            .collect(Collectors.toMap(EnvVar::getName, EnvVar::getValue)))
                    .containsOnly(
                            entry("DB_OPERATOR_LOCATION", "offsite"),
                            entry("DB_OPERATOR_OPERATION", "check-location"),
                            entry("DB_OPERATOR_SYSTEM_NAMESPACE", "ops"),
                            entry("TOOL", "x"));
        }
    }

    private static JobStarter starter(KubernetesClient client, JobSettings settings) {
        var view = new FixedView();
        var rights = new DatabaseAccess(
                client, view, Set.of(), Clock.systemUTC(), settings.operatorNamespace(), new CloudRole(Map.of()));
        return new JobStarter(client, rights, settings, new Slices(view).jobs());
    }
}
