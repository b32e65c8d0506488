package com.isotoma.dboperator.driver.storage;

import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Reasons;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How a dump is read and compressed.
 *
 * @param bytesPerSecond of the dump at most; 0 is as fast as it goes
 * @param level of the zstd compression
 * @param workers threads that compress beside the one that reads the dump; 0 lets that one do it
 */
public record DumpOptions(long bytesPerSecond, int level, int workers) {
    /** Level 1 keeps up with pg_dump on one core; see the benchmarks. */
    private static final int FASTEST = 1;

    private static final int SMALLEST = 19;
    /** The pieces that a worker gets are of 16 MiB here, and grow with the level. */
    private static final int MOST_FOR_A_WORKER = 9;
    /** Below it a write of one block takes longer than the silence after which a server ends its connection. */
    private static final long SLOWEST = 64 << 10;

    private static final Pattern RATE = Pattern.compile("([1-9][0-9]{0,5})(Ki|Mi|Gi)");

    /** What nobody has changed. */
    public static final DumpOptions DEFAULT = new DumpOptions(0, FASTEST, usualWorkers(FASTEST));

    /**
     * @param rateLimit as 50Mi, or null
     * @param level or null
     * @param field where they stand, for messages
     * @throws DriverException of kind USER when a value cannot work
     */
    public static DumpOptions of(@Nullable String rateLimit, @Nullable Integer level, String field)
            throws DriverException {
        int wanted = level == null ? FASTEST : level;
        if (wanted < FASTEST || wanted > SMALLEST) {
            throw DriverException.user(
                    Reasons.INVALID_SPEC,
                    field + ".compressionLevel is " + wanted + ": give " + FASTEST + " (fastest) to " + SMALLEST
                            + " (smallest)");
        }
        return new DumpOptions(rateLimit == null ? 0 : rate(rateLimit, field), wanted, usualWorkers(wanted));
    }

    private static long rate(String text, String field) throws DriverException {
        var parts = RATE.matcher(text);
        if (parts.matches()) {
            long unit = 1L << ("KMG".indexOf(parts.group(2).charAt(0)) * 10 + 10);
            long rate = Long.parseLong(parts.group(1)) * unit;
            if (rate >= SLOWEST) {
                return rate;
            }
        }
        throw DriverException.user(
                Reasons.INVALID_SPEC,
                field + ".rateLimit is '" + text + "': give a whole number of bytes a second with Ki, Mi or Gi, such as"
                        + " 50Mi, and at least 64Ki");
    }

    /**
     * One thread beside the one that reads the dump costs no more processor time than none and lets the two go on at the
     * same time; on one processor, which is what many containers may use, it would only get in the way. More of them, or
     * one at the high levels, take memory outside the heap that a container's limit does not foresee.
     */
    private static int usualWorkers(int level) {
        return Runtime.getRuntime().availableProcessors() > 1 && level <= MOST_FOR_A_WORKER ? 1 : 0;
    }
}
