package com.isotoma.dboperator.driver.operation;

import org.jspecify.annotations.Nullable;

/**
 * How far a dump is.
 *
 * @param text for people
 * @param percent of the driver's estimate, 100 only when it is done; null where there is none
 * @param bytesPerSecond of the dump: since it was last said, and in the end over all
 */
public record Reached(String text, @Nullable Integer percent, long bytesPerSecond) {}
