package com.isotoma.dboperator.driver.cluster.status;

/**
 * What a condition SignatureVerified says.
 *
 * @param valid whether it is True
 * @param reason one of {@link com.isotoma.dboperator.driver.storage.SignatureReasons}
 * @param message a sentence for people
 */
public record SignatureState(boolean valid, String reason, String message) {}
