package com.isotoma.dboperator.driver.storage;

/**
 * How large the parts of an upload are. S3 takes at most 10,000 parts of at most 5 GiB ("Amazon S3 multipart upload
 * limits"), and how long a dump will be is not known when it begins: parts begin small and grow with what has been sent.
 */
final class PartSizes {
    static final int MAX_PARTS = 10_000;
    static final int SMALLEST = 8 << 20;
    private static final int LARGEST = 1 << 30;
    /** Two parts are in memory at a time, and half of it is for everything else. */
    private static final int SHARE_OF_MEMORY = 4;
    /** Parts of this share of what was sent let 10,000 of them reach several TB. */
    private static final int SHARE = 1500;

    private PartSizes() {}

    /** The largest part that a process with so much memory may make: a dump ends with an error rather than with it. */
    static int largest(long memory) {
        return Math.clamp(memory / SHARE_OF_MEMORY / SMALLEST * SMALLEST, SMALLEST, LARGEST);
    }

    /** Bytes of the next part after {@code sent} bytes, at most {@code largest}; never less than for fewer bytes. */
    static int next(long sent, int largest) {
        long wanted = sent / SHARE;
        long rounded = (wanted + SMALLEST - 1) / SMALLEST * SMALLEST;
        return (int) Math.min(largest, Math.max(SMALLEST, rounded));
    }
}
