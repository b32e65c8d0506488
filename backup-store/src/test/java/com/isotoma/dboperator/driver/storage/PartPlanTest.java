package com.isotoma.dboperator.driver.storage;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

/** Against the limits of S3: objects of 5 TiB, in 10,000 parts of 5 MiB to 5 GiB of which only the last may be smaller. */
class PartPlanTest {
    private static final long MIB = 1L << 20;
    private static final long GIB = 1L << 30;
    private static final long TIB = 1L << 40;
    /** What Java tells of a heap of 256 MiB is a little less. */
    private static final long LAUNCHER = 247 * MIB;

    @Example
    void severalUploadsShareTheMemory() {
        assertThat(PartPlan.of(LAUNCHER, 1).largest())
                .isEqualTo(PartPlan.of(LAUNCHER, 2).largest());
        assertThat(PartPlan.of(LAUNCHER, 5).largest()).isEqualTo(8 * MIB);
        for (int uploads = 1; uploads <= PartPlan.mostUploads(LAUNCHER); uploads++) {
            assertThat(2L * uploads * PartPlan.of(LAUNCHER, uploads).largest()).isLessThanOrEqualTo(LAUNCHER / 2);
        }
        assertThat(PartPlan.mostUploads(LAUNCHER)).isGreaterThanOrEqualTo(5);
        assertThat(PartPlan.mostUploads(64L * MIB)).isEqualTo(2);
    }

    @Property(tries = 100)
    void everySizeUpToFiveTebibytesFitsIntoTheLimits(
            @ForAll @LongRange(min = 0, max = 5 * TIB) long size,
            @ForAll @LongRange(min = 32 * MIB, max = 8 * GIB) long memory) {
        var cut = Cut.of(PartPlan.of(memory, 1), size);

        assertThat(cut.bytes).isEqualTo(size);
        assertThat(cut.parts).isLessThanOrEqualTo(10_000);
        assertThat(cut.smallestPartButTheLast).isGreaterThanOrEqualTo(5 * MIB);
        assertThat(cut.largestPart).isLessThanOrEqualTo(5 * GIB);
        assertThat(cut.mostPiecesOfAPart).isLessThanOrEqualTo(10_000);
        assertThat(cut.smallestPieceButTheLastOfAPart).isGreaterThanOrEqualTo(5 * MIB);
    }

    @Property(tries = 100)
    void whateverTheSizeTwoPiecesStayBelowAQuarterOfTheMemoryAnd64Mebibytes(
            @ForAll @LongRange(min = 0, max = 5 * TIB) long size,
            @ForAll @LongRange(min = 64 * MIB, max = 8 * GIB) long memory) {
        var largest = Cut.of(PartPlan.of(memory, 1), size).largestPiece;

        assertThat(2 * largest).isLessThanOrEqualTo(memory / 4).isLessThanOrEqualTo(64 * MIB);
    }

    @Example
    void fiveTebibytesInTheLaunchersMemoryTakeLessThan50MebibytesOfIt() {
        var cut = Cut.of(PartPlan.of(LAUNCHER, 1), 5 * TIB);

        assertThat(2 * cut.largestPiece).isLessThanOrEqualTo(48 * MIB);
        assertThat(cut.parts).isEqualTo(4880 + 5024);
    }

    @Example
    void upTo100GigabytesNothingIsCopied() {
        var plan = PartPlan.of(LAUNCHER, 1);

        assertThat(Cut.of(plan, 100_000_000_000L).parts).isLessThan(plan.direct());
    }

    @Example
    void aSmallDumpTakesLittleMemory() {
        assertThat(Cut.of(PartPlan.of(LAUNCHER, 1), 4_000_000_000L).largestPiece)
                .isEqualTo(8 * MIB);
    }

    /** Segments that are no multiple of the pieces, plans without direct parts, and all that small numbers bring out. */
    @Property
    void piecesFollowEachOtherWithoutAGap(
            @ForAll @IntRange(min = 0, max = 5) int direct,
            @ForAll @IntRange(min = 1, max = 7) int largest,
            @ForAll @LongRange(min = 1, max = 40) long segment,
            @ForAll @IntRange(max = 500) int size) {
        var plan = new PartPlan(1, largest, direct, segment, Integer.MAX_VALUE);

        var cut = Cut.of(plan, size);

        assertThat(cut.bytes).isEqualTo(size);
        assertThat(cut.largestPiece).isLessThanOrEqualTo(largest);
        assertThat(cut.largestPart).isLessThanOrEqualTo(Math.max(largest, segment));
    }

    /** What comes of an object of a size, piece by piece. */
    private static final class Cut {
        private long bytes;
        private int parts;
        private long largestPart;
        private long largestPiece;
        private long smallestPartButTheLast = Long.MAX_VALUE;
        private long smallestPieceButTheLastOfAPart = Long.MAX_VALUE;
        private int mostPiecesOfAPart;

        static Cut of(PartPlan plan, long size) {
            var cut = new Cut();
            var piece = plan.first();
            int pieces = 0;
            while (cut.bytes < size) {
                assertThat(piece.position()).isEqualTo(cut.bytes);
                long length = Math.min(piece.size(), size - cut.bytes);
                cut.bytes += length;
                cut.parts = piece.part();
                pieces++;
                cut.largestPiece = Math.max(cut.largestPiece, piece.size());
                cut.largestPart = Math.max(cut.largestPart, piece.offset() + length);
                cut.mostPiecesOfAPart = Math.max(cut.mostPiecesOfAPart, pieces);
                if (plan.endsPart(piece)) {
                    pieces = 0;
                    if (cut.bytes < size) {
                        cut.smallestPartButTheLast =
                                Math.min(cut.smallestPartButTheLast, piece.offset() + piece.size());
                    }
                } else if (cut.bytes < size) {
                    cut.smallestPieceButTheLastOfAPart = Math.min(cut.smallestPieceButTheLastOfAPart, piece.size());
                }
                piece = plan.after(piece);
            }
            return cut;
        }
    }
}
