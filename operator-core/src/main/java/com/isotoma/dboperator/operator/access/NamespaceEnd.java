package com.isotoma.dboperator.operator.access;

import io.fabric8.kubernetes.client.KubernetesClientException;

/** How the API server says that a namespace is being deleted: nothing can be created in it, what it holds can be changed. */
public final class NamespaceEnd {
    private NamespaceEnd() {}

    /** Whether that is why a request was refused. */
    public static boolean is(KubernetesClientException e) {
        var status = e.getStatus();
        return status != null
                && status.getDetails() != null
                && status.getDetails().getCauses() != null
                && status.getDetails().getCauses().stream()
                        .anyMatch(cause -> "NamespaceTerminating".equals(cause.getReason()));
    }
}
