package com.isotoma.dboperator.driver.storage;

/**
 * What one attempt at a Backup has left in a store.
 *
 * @param key of its object, which need not be there
 * @param committed whether its manifest is there, which is written last: without it, it is no backup
 */
public record StoredAttempt(String key, boolean committed) {}
