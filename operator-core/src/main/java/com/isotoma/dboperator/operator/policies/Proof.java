package com.isotoma.dboperator.operator.policies;

import com.isotoma.dboperator.operator.objects.Refusals;
import io.fabric8.kubernetes.client.KubernetesClientException;

/** What became of a {@link Probe}. */
sealed interface Proof {
    /** The policy has refused it. */
    record Holds() implements Proof {}

    /** It would have been done, or something else stood in its way: the message says so, and what to do. */
    record Fails(String message) implements Proof {}

    /** The API server gave no answer: nothing is known that was not known before. */
    record NoAnswer(String message) implements Proof {}

    static Proof of(Probe probe) {
        try {
            probe.request().run();
        } catch (KubernetesClientException e) {
            return refused(probe, e);
        }
        return new Fails("ValidatingAdmissionPolicy " + probe.policy() + " is not in force: the API server would let "
                + probe.deed()
                + ". Apply deploy/admission.yaml, or install the chart with rbac.admissionPolicies: true,"
                + " and remove what exempts namespaces or accounts from it");
    }

    private static Proof refused(Probe probe, KubernetesClientException e) {
        var message = Refusals.message(e);
        if (message.contains("ValidatingAdmissionPolicy '" + probe.policy() + "'")) {
            return new Holds();
        }
        return Refusals.forGood(e)
                ? new Fails("whether ValidatingAdmissionPolicy " + probe.policy() + " is in force cannot be proved: "
                        + message + ". Apply deploy/operator-rbac.yaml and the CRDs of this version")
                : new NoAnswer(message);
    }
}
