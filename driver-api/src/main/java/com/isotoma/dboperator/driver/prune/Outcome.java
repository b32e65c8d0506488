package com.isotoma.dboperator.driver.prune;

import com.isotoma.dboperator.crds.v1alpha1.RetentionStatus;

/**
 * What applying a retention came to.
 *
 * @param reason one word for programs
 * @param message the sentence for people
 */
record Outcome(String reason, String message, RetentionStatus status) {}
