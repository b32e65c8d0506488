package com.isotoma.dboperator.driver.storage;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Makes parts that are larger than memory: sends a segment's pieces to an object beside the one that is wanted, lets the
 * store copy that into the next part, and removes it. The store copies one segment while the pieces of the next are sent,
 * so that there are two at most. Used by one thread at a time.
 */
final class S3Segments {
    private static final String SUFFIX = ".segment-";
    private static final Pattern NAME = Pattern.compile("\\.segment-[0-9a-f]{8}-\\d{5}");
    private static final int TOKEN_LENGTH = 8;
    private static final Duration REMOVAL = Duration.ofSeconds(30);
    /** Four such calls at most, when an upload ends early. */
    private static final Duration LAST_CALL = Duration.ofSeconds(2);

    private static final String MEDIA_TYPE = "application/octet-stream";

    private final S3Access access;
    private final String bucket;
    private final S3Multipart whole;
    /** Two runs that work on one object by mistake must not take each other's segments. */
    private final String token = UUID.randomUUID().toString().substring(0, TOKEN_LENGTH);

    private final ExecutorService copier = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("upload-copy").daemon().factory());
    private final Set<S3Multipart> stored = ConcurrentHashMap.newKeySet();
    private @Nullable Segment open;
    private @Nullable Future<?> copying;

    /** @param sums of the bytes so far */
    private record Segment(S3Multipart pieces, PartSums sums) {}

    /** @param whole what the segments become parts of */
    S3Segments(S3Access access, String bucket, S3Multipart whole) {
        this.access = access;
        this.bucket = bucket;
        this.whole = whole;
    }

    /** What the keys of an object's segments, and of nothing else, begin with. */
    static String prefix(String key) {
        return key + SUFFIX;
    }

    /** Whether an object, or an upload, is a segment of the object {@code key}. */
    static boolean isSegment(String candidate, String key) {
        return candidate.startsWith(key)
                && NAME.matcher(candidate.substring(key.length())).matches();
    }

    /** Sends one piece; {@code part} is the part that it belongs to. */
    void put(int part, byte[] bytes, int length) {
        var segment = open;
        if (segment == null) {
            var key = "%s%s-%05d".formatted(prefix(whole.key()), token, part);
            segment = new Segment(
                    S3Multipart.begin(access, bucket, key, MEDIA_TYPE, Map.of(), S3Extras::ofSegments),
                    new PartSums(whole.kind()));
            open = segment;
        }
        segment.sums.update(bytes, length);
        segment.pieces.put(bytes, length);
    }

    /** Ends the open segment, if there is one, and has it copied. Waits for the copy of the one before. */
    void end() throws InterruptedException, ExecutionException {
        var segment = open;
        if (segment == null) {
            return;
        }
        var unused = segment.pieces.complete();
        open = null;
        stored.add(segment.pieces);
        awaitCopy();
        copying = copier.submit(() -> copy(segment));
    }

    private @Nullable Void copy(Segment segment) throws UploadFailedException {
        whole.copy(segment.pieces, segment.sums);
        remove(segment.pieces, REMOVAL);
        return null;
    }

    /** Waits until what has ended is a part. */
    void awaitCopy() throws InterruptedException, ExecutionException {
        var current = copying;
        copying = null;
        if (current != null) {
            current.get();
        }
    }

    private void remove(S3Multipart segment, Duration atMost) {
        if (segment.delete(atMost)) {
            stored.remove(segment);
        }
    }

    /** Lets no copy begin any more. */
    void stop() {
        copier.shutdownNow();
    }

    /** Waits a while for the copy that is under way, once stopped; false if it still is. */
    boolean awaitStop(Duration atMost) throws InterruptedException {
        return copier.awaitTermination(atMost.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Removes what is left, once stopped. */
    void clear() {
        var segment = open;
        if (segment != null) {
            segment.pieces.abort(LAST_CALL);
            // It may be complete all the same, if that was not answered.
            stored.add(segment.pieces);
            open = null;
        }
        stored.forEach(s -> remove(s, LAST_CALL));
    }
}
