package com.isotoma.dboperator.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.client.KubernetesClientException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Requests that the API server must refuse, by RBAC or by a policy. */
final class Denied {
    private static final String POLICY = "ValidatingAdmissionPolicy";

    private Denied() {}

    static void byRbac(ThrowingCallable request) {
        assertThatThrownBy(request)
                .isInstanceOfSatisfying(
                        KubernetesClientException.class,
                        e -> assertThat(e.getCode()).as(e.getMessage()).isEqualTo(403))
                .hasMessageNotContaining(POLICY);
    }

    /** By the policy of that name, which RBAC would have let through. */
    static void by(String policy, ThrowingCallable request) {
        assertThatThrownBy(request)
                .isInstanceOfSatisfying(
                        KubernetesClientException.class,
                        e -> assertThat(e.getCode()).as(e.getMessage()).isIn(403, 422))
                .hasMessageContaining(POLICY + " '" + policy + "'")
                .as("and not because the policy itself is at fault")
                .hasMessageNotContaining("expression '");
    }
}
