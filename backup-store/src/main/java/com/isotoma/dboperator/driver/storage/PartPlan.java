package com.isotoma.dboperator.driver.storage;

/**
 * How an object is cut whose length nobody knows when it begins. S3 takes 10,000 parts of 5 MiB to 5 GiB ("Amazon S3
 * multipart upload limits"), and parts that can be sent again have to lie in memory. So the first parts are sent from
 * memory as they are, and grow a little. Each part after them is a <em>segment</em>: an object of its own, sent in pieces
 * that fit into memory, which the store then copies into the part. 5 TiB need 5,120 segments; that many parts are kept free.
 *
 * @param smallest bytes of the first part
 * @param largest bytes of a piece at most; two are in memory at a time
 * @param direct how many parts are sent from memory
 * @param segment bytes of each part after them
 * @param maxParts how many parts an upload may have
 */
record PartPlan(int smallest, int largest, int direct, long segment, int maxParts) {
    private static final int MIB = 1 << 20;
    private static final int MAX_PARTS = 10_000;
    private static final long LARGEST_OBJECT = 5L << 40;
    /** A store copies as much within the minute that the client waits for an answer. */
    private static final long SEGMENT = 1L << 30;

    private static final int SMALLEST = 8 * MIB;
    private static final int LARGEST = 32 * MIB;
    /** Two pieces in memory are a quarter of it; those of several uploads are half of it together. */
    private static final int SHARE_OF_MEMORY = 8;
    /** A direct part is this share of what was sent before. */
    private static final int SHARE_OF_SENT = 512;

    /**
     * What is sent at once: a direct part, or a piece of a segment.
     *
     * @param part number of the part, from 1
     * @param position bytes of the object before it
     * @param offset bytes of its part before it
     * @param size bytes of it, unless the object ends within it
     */
    record Piece(int part, long position, long offset, int size) {}

    /** The plan of a process with so much memory, for each of so many uploads at a time. */
    static PartPlan of(long memory, int uploads) {
        long piece = Math.min(memory / SHARE_OF_MEMORY, memory / 2 / (2L * uploads));
        int largest = Math.clamp(piece / SMALLEST * SMALLEST, SMALLEST, LARGEST);
        int segments = (int) (LARGEST_OBJECT / SEGMENT);
        return new PartPlan(SMALLEST, largest, MAX_PARTS - segments, SEGMENT, MAX_PARTS);
    }

    /** For small objects, each of which is one segment: the calls are those of a large object. */
    static PartPlan ofTrial() {
        return new PartPlan(SMALLEST, SMALLEST, 0, SMALLEST, 1);
    }

    /** How many uploads at a time a process with so much memory can serve, with pieces of the smallest size. */
    static int mostUploads(long memory) {
        return Math.toIntExact(Math.max(1, memory / 2 / (2L * SMALLEST)));
    }

    Piece first() {
        return at(1, 0, 0);
    }

    /** The piece that follows one which was filled. Its part may be one too many: see {@link #maxParts()}. */
    Piece after(Piece piece) {
        long position = piece.position + piece.size;
        return endsPart(piece) ? at(piece.part + 1, position, 0) : at(piece.part, position, piece.offset + piece.size);
    }

    boolean isDirect(Piece piece) {
        return piece.part <= direct;
    }

    /** Whether a piece that was filled is the last of its part. */
    boolean endsPart(Piece piece) {
        return isDirect(piece) || piece.offset + piece.size == segment;
    }

    private Piece at(int part, long position, long offset) {
        long size = part <= direct ? grown(position) : Math.min(largest, segment - offset);
        return new Piece(part, position, offset, (int) size);
    }

    /** Whole multiples of the smallest, so that memory is used again. */
    private long grown(long position) {
        long wanted = position / SHARE_OF_SENT / smallest * smallest;
        return Math.clamp(wanted, smallest, largest);
    }
}
