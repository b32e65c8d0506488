package com.isotoma.dboperator.driver.lease;

import com.isotoma.dboperator.crds.v1alpha1.ApiGroup;
import com.isotoma.dboperator.crds.v1alpha1.LeaseNames;
import com.isotoma.dboperator.driver.support.Labels;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The Leases of one Database, as this run writes and reads them. */
final class LeaseObjects {
    static final String PROCESS_ANNOTATION = ApiGroup.NAME + "/process";
    private static final String MANAGED_BY_LABEL = "app.kubernetes.io/managed-by";

    /** No run asks for more, and nobody waits for longer, whatever a person has written into a Lease. */
    private static final int LONGEST = 300;

    private final String namespace;
    private final String database;
    private final Terms terms;
    private final @Nullable ProcessMark process = ProcessMark.ofThisProcess();
    private final String holder = host() + "_" + UUID.randomUUID();

    LeaseObjects(String namespace, String database, Terms terms) {
        this.namespace = namespace;
        this.database = database;
        this.terms = terms;
    }

    String name() {
        return LeaseNames.of(namespace, database);
    }

    /** In a pod this is the pod's name. */
    private static String host() {
        var host = System.getenv("HOSTNAME");
        return host == null || host.isBlank() ? "shell" : host;
    }

    /** A Lease that this run holds, not yet in the cluster. */
    Lease fresh(String leaseNamespace, @Nullable OwnerReference owner) {
        var lease = new LeaseBuilder()
                .withNewMetadata()
                .withNamespace(leaseNamespace)
                .withName(name())
                .endMetadata()
                .withNewSpec()
                .withLeaseTransitions(0)
                .endSpec()
                .build();
        return held(lease, owner);
    }

    /** {@code lease}, which was another's, as this run's. */
    Lease taken(Lease lease, @Nullable OwnerReference owner) {
        var transitions = Objects.requireNonNullElse(lease.getSpec().getLeaseTransitions(), 0);
        lease.getSpec().setLeaseTransitions(transitions + 1);
        return held(lease, owner);
    }

    private Lease held(Lease lease, @Nullable OwnerReference owner) {
        var metadata = lease.getMetadata();
        metadata.setLabels(
                Map.of(MANAGED_BY_LABEL, ApiGroup.MANAGED_BY, ApiGroup.DATABASE_LABEL, Labels.value(database)));
        var about = ApiGroup.OWNER_ANNOTATION;
        metadata.setAnnotations(
                process == null
                        ? Map.of(about, fullName())
                        : Map.of(about, fullName(), PROCESS_ANNOTATION, process.toString()));
        metadata.setOwnerReferences(owner == null ? List.of() : List.of(owner));
        lease.getSpec().setHolderIdentity(holder);
        lease.getSpec().setLeaseDurationSeconds(Math.toIntExact(terms.duration().toSeconds()));
        lease.getSpec().setAcquireTime(now());
        return renewed(lease);
    }

    static Lease renewed(Lease lease) {
        lease.getSpec().setRenewTime(now());
        return lease;
    }

    private static ZonedDateTime now() {
        return ZonedDateTime.now(ZoneOffset.UTC);
    }

    /** Whether this run is its holder. */
    boolean isHeldByThisRun(Lease lease) {
        return lease.getSpec() != null && holder.equals(lease.getSpec().getHolderIdentity());
    }

    /** Whether a run made it for this Database; any other Lease of that name is somebody else's. */
    boolean isOurs(Lease lease) {
        var metadata = lease.getMetadata();
        return lease.getSpec() != null
                && metadata.getLabels() != null
                && metadata.getAnnotations() != null
                && ApiGroup.MANAGED_BY.equals(metadata.getLabels().get(MANAGED_BY_LABEL))
                && fullName().equals(metadata.getAnnotations().get(ApiGroup.OWNER_ANNOTATION));
    }

    /** Whether the process that holds it has certainly ended. */
    static boolean holderHasEnded(Lease lease) {
        var mark = ProcessMark.parse(lease.getMetadata().getAnnotations().get(PROCESS_ANNOTATION));
        return mark != null && mark.hasEnded();
    }

    Duration duration(Lease lease) {
        var seconds = lease.getSpec().getLeaseDurationSeconds();
        return seconds == null ? terms.duration() : Duration.ofSeconds(Math.min(seconds, LONGEST));
    }

    String fullName() {
        return namespace + "/" + database;
    }
}
