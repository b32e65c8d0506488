package com.isotoma.dboperator.driver.storage;

import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Reasons;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.NoSuchUploadException;

/**
 * A multipart upload. One part is filled while the one before is sent, so that at most two are in memory; the calls to the
 * store are made by one background thread.
 */
final class S3Upload extends Upload {
    private static final Logger LOG = LoggerFactory.getLogger(S3Upload.class);

    private static final byte[] NOTHING = new byte[0];
    private static final String PART_TYPE = "application/octet-stream";
    /** Together less than the time that a pod has to end. */
    private static final int LAST_PART_SECONDS = 5;

    private static final Duration ABORT = Duration.ofSeconds(10);

    private final S3Client client;
    private final String bucket;
    private final String key;
    private final String uploadId;
    private final S3Errors errors;
    private final ExecutorService sender = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("upload").daemon().factory());
    private final List<CompletedPart> parts = new ArrayList<>();
    /** The checksums of the parts in order, of which S3 makes the checksum of the whole. */
    private final CRC32 composite = new CRC32();

    private final int largest = PartSizes.largest(Runtime.getRuntime().maxMemory());
    private byte[] filling = new byte[PartSizes.SMALLEST];
    /** The part that is being sent, whose memory is used again once it has arrived. */
    private byte[] spare = NOTHING;

    private int filled;
    private long sent;
    private @Nullable Future<CompletedPart> sending;
    private boolean ended;

    S3Upload(S3Client client, String bucket, String key, String uploadId, S3Errors errors) {
        this.client = client;
        this.bucket = bucket;
        this.key = key;
        this.uploadId = uploadId;
        this.errors = errors;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        int from = offset;
        int left = length;
        while (left > 0) {
            if (filled == filling.length) {
                send();
            }
            int n = Math.min(left, filling.length - filled);
            System.arraycopy(bytes, from, filling, filled, n);
            filled += n;
            from += n;
            left -= n;
        }
    }

    @Override
    public StoredObject complete() throws DriverException, InterruptedException {
        sendRest();
        var whole = new StoredObject(sent, base64((int) composite.getValue()) + "-" + parts.size());
        try {
            client.completeMultipartUpload(b -> b.bucket(bucket)
                    .key(key)
                    .uploadId(uploadId)
                    .ifNoneMatch("*")
                    .multipartUpload(m -> m.parts(parts)));
            ended = true;
        } catch (SdkException e) {
            if (!arrived(whole)) {
                throw errors.explain(e);
            }
        }
        return whole;
    }

    private void sendRest() throws DriverException, InterruptedException {
        try {
            send();
            awaitSent();
        } catch (InterruptedIOException e) {
            boolean unused = Thread.interrupted();
            throw new InterruptedException(e.getMessage());
        } catch (UploadFailedException e) {
            throw e.explained();
        } catch (IOException e) {
            throw DriverException.internal(Reasons.STORAGE_FAILED, "The upload failed: " + e.getMessage(), e);
        }
    }

    /**
     * Whether the store has exactly what was sent. Where the answer to the completing call is lost, its repetition is
     * refused, since the upload is done: asking spares a second dump.
     */
    private boolean arrived(StoredObject whole) {
        try {
            return S3ObjectStore.head(client, bucket, key).equals(whole);
        } catch (SdkException e) {
            LOG.debug("Whether s3://{}/{} has arrived is not known", bucket, key, e);
            return false;
        }
    }

    @Override
    public void close() {
        sender.shutdownNow();
        if (ended) {
            return;
        }
        ended = true;
        // No call can be made on an interrupted thread, and an upload that is not aborted is paid for until it is.
        boolean interrupted = Thread.interrupted();
        try {
            abort();
        } catch (InterruptedException e) {
            interrupted = true;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void abort() throws InterruptedException {
        // A part that arrives after the abort would stay.
        if (!sender.awaitTermination(LAST_PART_SECONDS, TimeUnit.SECONDS)) {
            LOG.debug("A part is still on its way");
        }
        try {
            client.abortMultipartUpload(b -> b.bucket(bucket)
                    .key(key)
                    .uploadId(uploadId)
                    .overrideConfiguration(o -> o.apiCallTimeout(ABORT).apiCallAttemptTimeout(ABORT)));
        } catch (NoSuchUploadException gone) {
            LOG.debug("The upload is gone already");
        } catch (SdkException e) {
            LOG.warn(
                    "The upload to s3://{}/{} could not be aborted now; the next run clears it: {}",
                    bucket,
                    key,
                    e.getMessage());
        }
    }

    /** Hands the part that was filled to the sender, once the one before has arrived. */
    private void send() throws IOException {
        awaitSent();
        if (filled == 0 && !parts.isEmpty()) {
            return;
        }
        if (parts.size() == PartSizes.MAX_PARTS) {
            throw new UploadFailedException(DriverException.user(
                    Reasons.STORAGE_FAILED,
                    "The dump is larger than one object can be: " + sent + " bytes were sent in " + parts.size()
                            + " parts, and there is more; with more memory the driver makes larger parts"));
        }
        var part = filling;
        int length = filled;
        int number = parts.size() + 1;
        var crc = new CRC32();
        crc.update(part, 0, length);
        var checksum = bigEndian((int) crc.getValue());
        composite.update(checksum);
        sent += length;
        sending = sender.submit(
                () -> upload(number, part, length, Base64.getEncoder().encodeToString(checksum)));
        int nextSize = PartSizes.next(sent, largest);
        var next = spare;
        spare = part;
        if (next.length != nextSize) {
            // Let go of before the larger one is made: two of them at a time are in memory, not three.
            next = NOTHING;
            next = new byte[nextSize];
        }
        filling = next;
        filled = 0;
    }

    private CompletedPart upload(int number, byte[] part, int length, String checksum) {
        // The checksum alone: naming its algorithm too makes the SDK send a second one, which stores refuse.
        var uploaded = client.uploadPart(
                b -> b.bucket(bucket)
                        .key(key)
                        .uploadId(uploadId)
                        .partNumber(number)
                        .checksumCRC32(checksum),
                // Read in place, again for each attempt; the other kinds of body copy the part first.
                RequestBody.fromContentProvider(() -> new ByteArrayInputStream(part, 0, length), length, PART_TYPE));
        return CompletedPart.builder()
                .partNumber(number)
                .eTag(uploaded.eTag())
                .checksumCRC32(checksum)
                .build();
    }

    private void awaitSent() throws IOException {
        var current = sending;
        if (current == null) {
            return;
        }
        sending = null;
        try {
            parts.add(current.get());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while a part was being sent");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof SdkException sdk) {
                throw new UploadFailedException(errors.explained(sdk));
            }
            throw new IOException(e.getCause());
        }
    }

    private static byte[] bigEndian(int crc) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(crc).array();
    }

    private static String base64(int crc) {
        return Base64.getEncoder().encodeToString(bigEndian(crc));
    }
}
