package com.isotoma.dboperator.driver.storage;

/**
 * An object in a listing.
 *
 * @param key its whole key
 * @param size bytes
 */
public record ListedObject(String key, long size) {}
