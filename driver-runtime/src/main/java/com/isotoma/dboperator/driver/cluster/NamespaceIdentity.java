package com.isotoma.dboperator.driver.cluster;

import com.isotoma.dboperator.crds.v1alpha1.ApiGroup;
import io.fabric8.kubernetes.api.model.Namespace;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A namespace, which another one of the same name is not.
 *
 * @param uid of the namespace
 * @param former uids of earlier namespaces of its name that an administrator takes for the same
 */
public record NamespaceIdentity(String uid, Set<String> former) {
    public NamespaceIdentity {
        former = Set.copyOf(former);
    }

    static NamespaceIdentity of(Namespace namespace) {
        var annotations = namespace.getMetadata().getAnnotations();
        var former = annotations == null ? null : annotations.get(ApiGroup.FORMER_UIDS_ANNOTATION);
        return new NamespaceIdentity(
                namespace.getMetadata().getUid(),
                former == null
                        ? Set.of()
                        : Stream.of(former.split(",", -1)).map(String::strip).collect(Collectors.toUnmodifiableSet()));
    }

    /** Whether it is the namespace with this uid, or takes the place of that one. */
    public boolean is(String other) {
        return uid.equals(other) || former.contains(other);
    }
}
