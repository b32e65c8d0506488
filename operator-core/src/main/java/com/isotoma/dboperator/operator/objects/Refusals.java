package com.isotoma.dboperator.operator.objects;

import io.fabric8.kubernetes.client.KubernetesClientException;

/** Reads what the API server answers when it says no. */
public final class Refusals {
    private Refusals() {}

    /** Whether what a patch says of the object that it is for is not true, or not true any more. */
    public static boolean outdated(KubernetesClientException e) {
        return e.getCode() == 404 || e.getCode() == 409 || e.getCode() == 422;
    }

    public static boolean alreadyExists(KubernetesClientException e) {
        return e.getCode() == 409
                && e.getStatus() != null
                && "AlreadyExists".equals(e.getStatus().getReason());
    }

    public static boolean notFound(KubernetesClientException e) {
        return e.getCode() == 404;
    }

    /** Whether the namespace is being deleted: nothing can be created in it, what it holds can be changed. */
    public static boolean namespaceEnds(KubernetesClientException e) {
        var status = e.getStatus();
        return status != null
                && status.getDetails() != null
                && status.getDetails().getCauses() != null
                && status.getDetails().getCauses().stream()
                        .anyMatch(cause -> "NamespaceTerminating".equals(cause.getReason()));
    }

    /** Whether the same request would be refused again: not a conflict, an overload or a time-out. */
    public static boolean forGood(KubernetesClientException e) {
        return switch (e.getCode()) {
            case 400, 401, 403, 404, 405, 413, 415, 422 -> true;
            default -> false;
        };
    }

    /** What the API server says, for people. */
    public static String message(KubernetesClientException e) {
        var status = e.getStatus();
        var message = status != null && status.getMessage() != null ? status.getMessage() : e.getMessage();
        return message == null ? "HTTP status " + e.getCode() : message;
    }
}
