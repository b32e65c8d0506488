package com.isotoma.dboperator.driver.storage;

import org.jspecify.annotations.Nullable;

/**
 * What a store says of an object.
 *
 * @param size bytes
 * @param checksum the store's own checksum of it, or null when it gives none
 */
public record StoredObject(long size, @Nullable String checksum) {}
