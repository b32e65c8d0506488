package com.isotoma.dboperator.operator.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.tuple;

import com.isotoma.dboperator.crds.v1alpha1.ApiGroup;
import com.isotoma.dboperator.crds.v1alpha1.Backup;
import com.isotoma.dboperator.crds.v1alpha1.Database;
import com.isotoma.dboperator.crds.v1alpha1.Driver;
import com.isotoma.dboperator.crds.v1alpha1.DriverResources;
import com.isotoma.dboperator.crds.v1alpha1.DriverSpec;
import com.isotoma.dboperator.crds.v1alpha1.Operation;
import com.isotoma.dboperator.crds.v1alpha1.Restore;
import com.isotoma.dboperator.crds.v1alpha1.Toleration;
import com.isotoma.dboperator.operator.Slices;
import com.isotoma.dboperator.operator.view.FixedView;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DriverJobsTest {
    private static final Slices SLICES = new Slices(new FixedView());

    private static Job build(JobRequest request, String namespace) {
        return SLICES.jobs().build(request, namespace, "account");
    }

    @Test
    void tellsTheContainerWhatToDoWhateverTheDriverSets() {
        var job = build(request(Operation.CREATE, database(), null), "team");
        assertThat(environment(job))
                .containsOnly(
                        entry("DB_OPERATOR_DATABASE", "shop.v2"),
                        entry("DB_OPERATOR_NAMESPACE", "team"),
                        entry("DB_OPERATOR_OPERATION", "create"),
                        entry("TOOL", "x"));
        assertThat(environment(build(request(Operation.BACKUP, backup(), "nightly"), "team")))
                .contains(entry("DB_OPERATOR_BACKUP", "nightly"), entry("DB_OPERATOR_OPERATION", "backup"));
    }

    @Test
    void aRestoreIsNamedToTheContainerAndOwnsItsJob() {
        var name = "r".repeat(200);
        var job = build(request(Operation.RESTORE, named(new Restore(), name), name), "team");
        assertThat(environment(job))
                .contains(entry("DB_OPERATOR_RESTORE", name), entry("DB_OPERATOR_OPERATION", "restore"));
        assertThat(SLICES.subjects().of(job)).contains(new Subject("Restore", name, "uid-of-" + name));
        assertThat(job.getMetadata().getLabels().get(ApiGroup.RESTORE_LABEL)).hasSize(63);
        assertThat(job.getMetadata().getOwnerReferences())
                .singleElement()
                .satisfies(owner -> assertThat(owner.getKind()).isEqualTo("Restore"));
        assertThat(job.getSpec().getActiveDeadlineSeconds()).isEqualTo(86400);
    }

    @Test
    void takesThePodsSettingsFromTheDriver() {
        var template = build(request(Operation.CREATE, database(), null), "team")
                .getSpec()
                .getTemplate();
        var pod = template.getSpec();
        var container = pod.getContainers().get(0);
        assertThat(container.getImage()).isEqualTo("image:1");
        assertThat(container.getImagePullPolicy()).isEqualTo("Never");
        assertThat(container.getCommand()).containsExactly("run");
        assertThat(container.getArgs()).containsExactly("-v");
        assertThat(container.getResources().getLimits()).containsEntry("memory", new Quantity("512", "Mi"));
        assertThat(pod.getImagePullSecrets()).extracting("name").containsExactly("registry");
        assertThat(pod.getNodeSelector()).containsEntry("disk", "fast");
        assertThat(pod.getTolerations())
                .extracting("key", "operator", "effect")
                .containsExactly(tuple("busy", "Exists", "NoSchedule"));
        assertThat(pod.getPriorityClassName()).isEqualTo("low");
        assertThat(pod.getServiceAccountName()).isEqualTo("account");
        assertThat(template.getMetadata().getLabels())
                .containsEntry("team", "x")
                .containsEntry(JobMarks.MANAGED_BY, "db-operator");
        assertThat(template.getMetadata().getAnnotations()).containsEntry("note", "y");
    }

    @Test
    void meetsTheRestrictedPodSecurityStandard() {
        var pod = build(request(Operation.DROP, database(), null), "team")
                .getSpec()
                .getTemplate()
                .getSpec();
        var context = pod.getContainers().get(0).getSecurityContext();
        assertThat(context.getRunAsNonRoot()).isTrue();
        assertThat(context.getAllowPrivilegeEscalation()).isFalse();
        assertThat(context.getReadOnlyRootFilesystem()).isTrue();
        assertThat(context.getCapabilities().getDrop()).containsExactly("ALL");
        assertThat(context.getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
        assertThat(pod.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
        assertThat(pod.getVolumes().get(0).getEmptyDir().getSizeLimit()).isNotNull();
        assertThat(pod.getVolumes().get(0).getEmptyDir().getMedium())
                .as("passwords in files for tools never reach the disk of a node")
                .isEqualTo("Memory");
        assertThat(pod.getEnableServiceLinks()).isFalse();
    }

    @Test
    void triesAgainUnlessTheExitCodeSaysThatItIsHopeless() {
        var spec = build(request(Operation.CREATE, database(), null), "team").getSpec();
        assertThat(spec.getBackoffLimit()).isEqualTo(3);
        assertThat(spec.getTtlSecondsAfterFinished()).isEqualTo(60);
        assertThat(spec.getActiveDeadlineSeconds()).isEqualTo(900);
        assertThat(spec.getTemplate().getSpec().getRestartPolicy()).isEqualTo("Never");
        assertThat(spec.getPodFailurePolicy().getRules())
                .extracting(rule -> rule.getAction())
                .containsExactly("Ignore", "FailJob");
        assertThat(spec.getPodFailurePolicy().getRules().get(1).getOnExitCodes().getValues())
                .containsExactly(2, 3);
        assertThat(build(request(Operation.DROP, database(), null), "team")
                        .getSpec()
                        .getActiveDeadlineSeconds())
                .as("a drop may make a last backup")
                .isEqualTo(86400);
    }

    @Test
    void isOwnedByWhatItWorksForAndNeverKeepsItFromBeingDeleted() {
        assertThat(owners(request(Operation.CREATE, database(), null), "team"))
                .singleElement()
                .satisfies(owner -> {
                    assertThat(owner.getKind()).isEqualTo("Database");
                    assertThat(owner.getUid()).isEqualTo("uid-of-shop.v2");
                    assertThat(owner.getController()).isTrue();
                    assertThat(owner.getBlockOwnerDeletion()).isFalse();
                });
        assertThat(owners(request(Operation.BACKUP, backup(), "nightly"), "team"))
                .singleElement()
                .satisfies(owner -> assertThat(owner.getKind()).isEqualTo("Backup"));
    }

    @Test
    void hasNoOwnerThatIsBeingDeletedOrIsInAnotherNamespace() {
        var deleting = database();
        deleting.getMetadata().setDeletionTimestamp("2026-01-01T00:00:00Z");
        assertThat(owners(request(Operation.DROP, deleting, null), "team")).isEmpty();
        assertThat(owners(request(Operation.DROP, database(), null), "ops")).isEmpty();
    }

    @Test
    void staysTheResourcesOwnWhenItRunsElsewhere() {
        var job = build(request(Operation.DROP, database(), null), "ops");
        assertThat(environment(job)).containsEntry("DB_OPERATOR_NAMESPACE", "team");
        assertThat(job.getMetadata().getLabels()).containsEntry(ApiGroup.NAMESPACE_LABEL, "team");
        assertThat(JobMarks.owner(job)).contains(new JobMarks.Owner("team", "shop.v2"));
    }

    @Test
    void onlyARunInTheOperatorsNamespaceIsToldWhichThatIsWhateverTheDriverSets() {
        var central = request(Operation.BACKUP, backup(), "nightly", true);
        assertThat(environment(build(central, "ops"))).containsEntry("DB_OPERATOR_SYSTEM_NAMESPACE", "ops");
        assertThat(environment(build(request(Operation.DROP, database(), null), "ops")))
                .as("its own namespace is being deleted")
                .containsEntry("DB_OPERATOR_SYSTEM_NAMESPACE", "ops");
        var itself = backup();
        itself.getMetadata().setNamespace("ops");
        for (var home : List.of(backup(), itself)) {
            assertThat(environment(build(
                            request(Operation.BACKUP, home, "nightly"),
                            home.getMetadata().getNamespace())))
                    .as("an account of its own namespace alone may not read what locations refer to")
                    .doesNotContainKey("DB_OPERATOR_SYSTEM_NAMESPACE");
        }
    }

    @Test
    void canBeReadBackWithItsWholeNamesHoweverLongTheyAre() {
        var name = "b".repeat(200);
        var job = build(request(Operation.BACKUP, named(new Backup(), name), name), "team");
        assertThat(SLICES.subjects().of(job)).contains(new Subject("Backup", name, "uid-of-" + name));
        assertThat(JobMarks.word(job)).contains("backup");
        assertThat(job.getMetadata().getLabels().values())
                .allSatisfy(value -> assertThat(value).hasSizeLessThanOrEqualTo(63));
    }

    private static Map<String, String> environment(Job job) {
        return job.getSpec().getTemplate().getSpec().getContainers().get(0).getEnv().stream()
                .collect(Collectors.toMap(EnvVar::getName, EnvVar::getValue));
    }

    private static List<OwnerReference> owners(JobRequest request, String namespace) {
        return build(request, namespace).getMetadata().getOwnerReferences();
    }

    private static JobRequest request(Operation operation, HasMetadata subject, @Nullable String name) {
        return request(operation, subject, name, false);
    }

    /** @param name that of the subject; null where it is the Database */
    private static JobRequest request(
            Operation operation, HasMetadata resource, @Nullable String name, boolean central) {
        var subject = name == null
                ? new Subject(
                        Subject.DATABASE, "shop.v2", resource.getMetadata().getUid())
                : new Subject(resource.getKind(), name, resource.getMetadata().getUid());
        return new JobRequest(
                "job-1",
                SLICES.operations().of(operation),
                driver(),
                subject,
                resource,
                "shop.v2",
                central,
                null,
                null);
    }

    private static Database database() {
        return named(new Database(), "shop.v2");
    }

    private static Backup backup() {
        return named(new Backup(), "nightly");
    }

    private static <R extends HasMetadata> R named(R resource, String name) {
        resource.getMetadata().setName(name);
        resource.getMetadata().setNamespace("team");
        resource.getMetadata().setUid("uid-of-" + name);
        return resource;
    }

    private static Driver driver() {
        var driver = new Driver();
        driver.getMetadata().setName("postgresql");
        driver.setSpec(new DriverSpec(
                "image:1",
                "Never",
                List.of("registry"),
                List.of("run"),
                List.of("-v"),
                Map.of(
                        "TOOL",
                        "x",
                        "DB_OPERATOR_OPERATION",
                        "drop",
                        "DB_OPERATOR_BACKUP",
                        "none",
                        "DB_OPERATOR_RESTORE",
                        "none",
                        "DB_OPERATOR_SYSTEM_NAMESPACE",
                        "kube-system"),
                new DriverResources(null, Map.of("memory", new IntOrString("512Mi"))),
                Map.of("disk", "fast"),
                List.of(new Toleration("busy", "Exists", null, "NoSchedule", null)),
                "low",
                "own",
                Map.of("team", "x", JobMarks.MANAGED_BY, "somebody"),
                Map.of("note", "y")));
        return driver;
    }
}
