package com.isotoma.dboperator.driver.storage;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

/** Against the limits of S3: parts of 5 MiB to 5 GiB, 10,000 of them. */
class PartSizesTest {
    private static final long MIB = 1L << 20;
    private static final long TB = 1_000_000_000_000L;
    private static final int GIB = 1 << 30;

    @Property
    void everyPartIsOneThatS3Takes(@ForAll @LongRange(min = 0, max = 50 * TB) long sent) {
        assertThat((long) PartSizes.next(sent, GIB)).isBetween(5 * MIB, 5 * 1024 * MIB);
    }

    @Property
    void partsNeverShrink(
            @ForAll @LongRange(min = 0, max = 6 * TB) long sent, @ForAll @LongRange(min = 0, max = TB) long more) {
        assertThat(PartSizes.next(sent + more, GIB)).isGreaterThanOrEqualTo(PartSizes.next(sent, GIB));
    }

    @Property
    void partsAreWholeMegabytesSoThatBuffersAreUsedAgain(@ForAll @LongRange(min = 0, max = 6 * TB) long sent) {
        assertThat(PartSizes.next(sent, GIB) % PartSizes.SMALLEST).isZero();
    }

    @Example
    void aSmallDumpTakesLittleMemory() {
        assertThat((long) PartSizes.next(10_000_000_000L, GIB)).isEqualTo(8 * MIB);
        assertThat((long) PartSizes.next(100_000_000_000L, GIB)).isLessThanOrEqualTo(72 * MIB);
    }

    @Example
    void tenThousandPartsReachMoreThanThreeAndAHalfTerabytes() {
        assertThat(reach(PartSizes.largest(4L * GIB))).isBetween(3_500_000_000_000L, 3_700_000_000_000L);
    }

    @Example
    void aProcessOf256MebibytesReachesMoreThan400Gigabytes() {
        assertThat(reach(PartSizes.largest(256 * MIB))).isBetween(400_000_000_000L, 600_000_000_000L);
    }

    @Property
    void twoPartsFillAtMostHalfOfTheMemory(@ForAll @LongRange(min = 64 * MIB, max = 64L * GIB) long memory) {
        assertThat(2L * PartSizes.next(Long.MAX_VALUE, PartSizes.largest(memory)))
                .isLessThanOrEqualTo(memory / 2);
    }

    private static long reach(int largest) {
        long sent = 0;
        for (int part = 0; part < PartSizes.MAX_PARTS; part++) {
            sent += PartSizes.next(sent, largest);
        }
        return sent;
    }
}
