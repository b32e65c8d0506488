package com.isotoma.dboperator.driver.storage;

import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Reasons;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * An upload in pieces, as {@link PartPlan} cuts them. One is filled while the one before is sent, so that at most two are
 * in memory; a background thread sends them, and another lets the store copy.
 */
final class S3Upload extends Upload {
    private static final Logger LOG = LoggerFactory.getLogger(S3Upload.class);

    private static final byte[] NOTHING = new byte[0];
    /** Together, and with what the segments need, less than the time that a pod has to end. */
    private static final Duration LAST_PART = Duration.ofSeconds(5);

    private static final Duration ABORT = Duration.ofSeconds(10);

    private final S3Multipart whole;
    private final S3Segments segments;
    private final PartPlan plan;
    private final S3Errors errors;
    private final ExecutorService sender = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("upload").daemon().factory());

    /** What is being filled. */
    private PartPlan.Piece piece;

    private byte[] filling;
    private int filled;
    /** The piece that is being sent, whose memory is used again once it has arrived. */
    private byte[] spare = NOTHING;

    private @Nullable Future<?> sending;
    private boolean ended;

    S3Upload(S3Multipart whole, S3Segments segments, PartPlan plan, S3Errors errors) {
        this.whole = whole;
        this.segments = segments;
        this.plan = plan;
        this.errors = errors;
        piece = plan.first();
        filling = new byte[piece.size()];
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        int from = offset;
        int left = length;
        while (left > 0) {
            if (filled == piece.size()) {
                send();
            }
            int n = Math.min(left, piece.size() - filled);
            System.arraycopy(bytes, from, filling, filled, n);
            filled += n;
            from += n;
            left -= n;
        }
    }

    /** Hands the piece that was filled to the sender, once the one before has arrived. */
    private void send() throws IOException {
        awaitSent();
        var full = piece;
        var bytes = filling;
        int length = filled;
        if (full.part() > plan.maxParts()) {
            throw new UploadFailedException(DriverException.user(
                    Reasons.STORAGE_FAILED,
                    "The dump is larger than an object of " + plan.maxParts() + " parts can be: " + full.position()
                            + " bytes were sent, and there is more"));
        }
        sending = sender.submit(() -> transfer(full, bytes, length));
        piece = plan.after(full);
        var next = spare;
        spare = bytes;
        if (next.length < piece.size()) {
            // Let go of before the larger one is made: two of them at a time are in memory, not three.
            next = NOTHING;
            next = new byte[piece.size()];
        }
        filling = next;
        filled = 0;
    }

    private @Nullable Void transfer(PartPlan.Piece sent, byte[] bytes, int length)
            throws InterruptedException, ExecutionException {
        if (plan.isDirect(sent)) {
            whole.put(bytes, length);
        } else {
            segments.put(sent.part(), bytes, length);
            if (plan.endsPart(sent)) {
                segments.end();
            }
        }
        return null;
    }

    private void awaitSent() throws IOException {
        var current = sending;
        sending = null;
        if (current == null) {
            return;
        }
        try {
            current.get();
        } catch (InterruptedException e) {
            throw interrupted();
        } catch (ExecutionException e) {
            throw failed(e);
        }
    }

    @Override
    public StoredObject complete() throws DriverException, InterruptedException {
        try {
            sendRest();
            var stored = whole.complete();
            ended = true;
            return stored;
        } catch (SdkException e) {
            throw errors.explain(e);
        } catch (InterruptedIOException e) {
            boolean unused = Thread.interrupted();
            throw new InterruptedException(e.getMessage());
        } catch (UploadFailedException e) {
            throw e.explained();
        } catch (IOException e) {
            throw DriverException.internal(Reasons.STORAGE_FAILED, "The upload failed: " + e.getMessage(), e);
        }
    }

    private void sendRest() throws IOException {
        boolean nothingYet = piece.position() == 0;
        if (filled > 0 || nothingYet) {
            send();
        }
        awaitSent();
        try {
            segments.end();
            segments.awaitCopy();
        } catch (InterruptedException e) {
            throw interrupted();
        } catch (ExecutionException e) {
            throw failed(e);
        }
    }

    private static InterruptedIOException interrupted() {
        Thread.currentThread().interrupt();
        return new InterruptedIOException("interrupted while a part was being sent");
    }

    private IOException failed(ExecutionException e) {
        return switch (e.getCause()) {
            case SdkException sdk -> new UploadFailedException(errors.explained(sdk));
            case UploadFailedException failed -> failed;
            // Of the copy that the sender waited for.
            case ExecutionException deeper -> failed(deeper);
            case null, default -> new IOException(e.getCause());
        };
    }

    @Override
    public void close() {
        sender.shutdownNow();
        segments.stop();
        // No call can be made on an interrupted thread, and an upload that is not aborted is paid for until it is.
        boolean interrupted = Thread.interrupted();
        try {
            clear();
        } catch (InterruptedException e) {
            interrupted = true;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void clear() throws InterruptedException {
        // A part that arrives after the abort would stay.
        long end = System.nanoTime() + LAST_PART.toNanos();
        boolean quiet = sender.awaitTermination(LAST_PART.toNanos(), TimeUnit.NANOSECONDS)
                && segments.awaitStop(Duration.ofNanos(end - System.nanoTime()));
        if (!quiet) {
            LOG.debug("A part is still on its way");
        }
        if (!ended) {
            ended = true;
            whole.abort(ABORT);
        }
        segments.clear();
    }
}
