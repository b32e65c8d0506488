package com.isotoma.dboperator.operator.policies;

/**
 * A request that a policy must refuse.
 *
 * @param policy name of the ValidatingAdmissionPolicy
 * @param deed what is asked for, as a message names it
 * @param request asks for it by dry run, so that nothing comes of it where the policy is missing; it throws the API server's
 *     refusal
 */
record Probe(String policy, String deed, Runnable request) {}
