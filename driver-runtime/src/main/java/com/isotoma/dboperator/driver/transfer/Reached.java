package com.isotoma.dboperator.driver.transfer;

import org.jspecify.annotations.Nullable;

/**
 * How far a dump or a restore is.
 *
 * @param text for people
 * @param percent of what is expected, 100 only when it is done; null where nobody knows it
 * @param bytesPerSecond of what that is a part of: since it was last said, and in the end over all
 */
public record Reached(String text, @Nullable Integer percent, long bytesPerSecond) {}
