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

    @Property
    void everyPartIsOneThatS3Takes(@ForAll @LongRange(min = 0, max = 50 * TB) long sent) {
        assertThat((long) PartSizes.next(sent)).isBetween(5 * MIB, 5 * 1024 * MIB);
    }

    @Property
    void partsNeverShrink(
            @ForAll @LongRange(min = 0, max = 6 * TB) long sent, @ForAll @LongRange(min = 0, max = TB) long more) {
        assertThat(PartSizes.next(sent + more)).isGreaterThanOrEqualTo(PartSizes.next(sent));
    }

    @Property
    void partsAreWholeMegabytesSoThatBuffersAreUsedAgain(@ForAll @LongRange(min = 0, max = 6 * TB) long sent) {
        assertThat(PartSizes.next(sent) % PartSizes.SMALLEST).isZero();
    }

    @Example
    void aSmallDumpTakesLittleMemory() {
        assertThat((long) PartSizes.next(10_000_000_000L)).isEqualTo(8 * MIB);
        assertThat((long) PartSizes.next(100_000_000_000L)).isLessThanOrEqualTo(72 * MIB);
    }

    @Example
    void tenThousandPartsReachMoreThanThreeAndAHalfTerabytes() {
        long sent = 0;
        for (int part = 0; part < PartSizes.MAX_PARTS; part++) {
            sent += PartSizes.next(sent);
        }

        assertThat(sent).isBetween(3_500_000_000_000L, 3_700_000_000_000L);
    }
}
