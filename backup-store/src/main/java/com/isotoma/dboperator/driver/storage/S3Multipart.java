package com.isotoma.dboperator.driver.storage;

import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Reasons;
import java.io.ByteArrayInputStream;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.NoSuchUploadException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * One multipart upload to one key, part after part. Each call is tried several times by the client, and ends with an
 * {@link SdkException} when that was of no use. Used by one thread at a time.
 */
final class S3Multipart {
    private static final Logger LOG = LoggerFactory.getLogger(S3Multipart.class);
    /** What stores answer to a header that they do not implement. */
    private static final Set<Integer> UNSUPPORTED =
            Set.of(HttpURLConnection.HTTP_BAD_REQUEST, HttpURLConnection.HTTP_NOT_IMPLEMENTED);

    /** For the end of an upload whose checksums the store has refused. */
    private static final Duration REFUSED = Duration.ofSeconds(30);

    private static final String PART_TYPE = "application/octet-stream";

    private final S3Access access;
    private final Begin begin;
    private final String bucket;
    private final String key;
    private Begun begun;
    private final List<CompletedPart> parts = new ArrayList<>();
    /** Of the parts in order, of which S3 makes the checksum of the whole. */
    private final List<String> sums = new ArrayList<>();

    private long size;

    /** Begins one more upload of this object. */
    @FunctionalInterface
    private interface Begin extends Function<S3Access.Way, Begun> {}

    /** @param kind of the checksums of its parts */
    private record Begun(S3Client client, String uploadId, PartChecksum kind) {}

    private S3Multipart(S3Access access, String bucket, String key, Begin begin) {
        this.access = access;
        this.bucket = bucket;
        this.key = key;
        this.begin = begin;
        begun = access.ask(begin);
    }

    /**
     * @param metadata what else is to be known of the object
     * @param kind of the checksums that the store can have
     */
    static S3Multipart begin(
            S3Access access,
            String bucket,
            String key,
            String mediaType,
            Map<String, String> metadata,
            Function<S3Extras, PartChecksum> kind) {
        return new S3Multipart(access, bucket, key, way -> {
            var checksums = kind.apply(way.extras());
            var answer = way.client()
                    .createMultipartUpload(b -> checksums
                            .onto(b.bucket(bucket).key(key))
                            .contentType(mediaType)
                            .metadata(metadata)
                            .serverSideEncryption(way.extras().sseAlgorithm())
                            .ssekmsKeyId(way.extras().kmsKeyId()));
            return new Begun(way.client(), answer.uploadId(), checksums);
        });
    }

    /** Of the checksums of its parts. */
    PartChecksum kind() {
        return begun.kind;
    }

    String key() {
        return key;
    }

    /** Bytes that were sent. */
    long size() {
        return size;
    }

    /** Sends the next part, from the beginning for each attempt. */
    void put(byte[] bytes, int length) {
        // Read in place, again for each attempt; the other kinds of body copy the part first.
        var body = RequestBody.fromContentProvider(() -> new ByteArrayInputStream(bytes, 0, length), length, PART_TYPE);
        try {
            send(body, begun.kind.of(bytes, length), length);
        } catch (S3Exception e) {
            boolean canBeginAgain = parts.isEmpty() && begun.kind != PartChecksum.MD5;
            if (!canBeginAgain || !S3Access.mayRefuseChecksums(access.extras(), e)) {
                throw e;
            }
            var refused = begun;
            access.withoutNewChecksums(e, way -> {
                begun = begin.apply(way);
                send(body, begun.kind.of(bytes, length), length);
                return begun;
            });
            abort(refused, REFUSED);
        }
    }

    private void send(RequestBody body, String sum, long length) {
        int number = parts.size() + 1;
        var sent = begun.client.uploadPart(
                b -> begun.kind.onto(
                        b.bucket(bucket).key(key).uploadId(begun.uploadId).partNumber(number), sum),
                body);
        add(begun.kind.completed(number, sent.eTag(), sum), sum, length);
    }

    /**
     * Lets the store copy a complete upload of the same bucket into the next part; where it does not copy, the next part is read
     * from there and sent.
     *
     * @param sums what the checksums of the part must be
     * @throws UploadFailedException when the store has copied something else
     */
    void copy(S3Multipart source, PartSums sums) throws UploadFailedException {
        if (access.copies()) {
            try {
                copyInStore(source, sums.of(PartChecksum.CRC32));
                return;
            } catch (S3Exception e) {
                if (!access.refusesCopies(e)) {
                    throw e;
                }
            }
        }
        try (var content = new StoredContent(begun.client, bucket, source.key)) {
            send(RequestBody.fromContentProvider(content, source.size, PART_TYPE), sums.of(begun.kind), source.size);
        }
    }

    private void copyInStore(S3Multipart source, String sum) throws UploadFailedException {
        int number = parts.size() + 1;
        var copied = begun.client
                .uploadPartCopy(b -> b.destinationBucket(bucket)
                        .destinationKey(key)
                        .uploadId(begun.uploadId)
                        .partNumber(number)
                        .sourceBucket(bucket)
                        .sourceKey(source.key))
                .copyPartResult();
        var theirs = copied.checksumCRC32();
        if (theirs != null && !theirs.equals(sum)) {
            throw new UploadFailedException(DriverException.unavailable(
                    Reasons.STORAGE_FAILED,
                    "The store copied s3://" + bucket + "/" + source.key + " with checksum " + theirs + ", and " + sum
                            + " was sent",
                    null));
        }
        add(begun.kind.completed(number, copied.eTag(), sum), sum, source.size);
    }

    private void add(CompletedPart part, String sum, long length) {
        parts.add(part);
        sums.add(sum);
        size += length;
    }

    /**
     * Makes the object appear, unless there is one of its key.
     *
     * @return what was sent; the store has been asked whether it has that only if its answer was lost
     */
    StoredObject complete() {
        var whole = new StoredObject(size, begun.kind.composite(sums));
        try {
            complete("*");
        } catch (SdkException e) {
            if (!arrived(whole)) {
                completeWithoutCondition(e, whole);
            }
        }
        return whole;
    }

    private void complete(@Nullable String noneMatch) {
        var unused = begun.client.completeMultipartUpload(b -> b.bucket(bucket)
                .key(key)
                .uploadId(begun.uploadId)
                .ifNoneMatch(noneMatch)
                .multipartUpload(m -> m.parts(parts)));
    }

    /** Where the store has no conditional writes, it is asked for the object first. The lease keeps other runs away. */
    private void completeWithoutCondition(SdkException refused, StoredObject whole) {
        boolean unknown = refused instanceof S3Exception s3 && UNSUPPORTED.contains(s3.statusCode());
        if (!unknown || exists()) {
            throw refused;
        }
        LOG.info("The store of s3://{}/{} has no conditional writes; the object is completed without", bucket, key);
        try {
            complete(null);
        } catch (SdkException e) {
            if (!arrived(whole)) {
                throw e;
            }
        }
    }

    private boolean exists() {
        try {
            var unused = begun.client.headObject(b -> b.bucket(bucket).key(key));
            return true;
        } catch (NoSuchKeyException none) {
            return false;
        }
    }

    /**
     * Whether the store has exactly what was sent. Where the answer to the completing call is lost, its repetition is
     * refused, since the upload is done: asking spares a second dump.
     */
    private boolean arrived(StoredObject whole) {
        try {
            return S3ObjectStore.head(begun.client, bucket, key, begun.kind).equals(whole);
        } catch (SdkException e) {
            LOG.debug("Whether s3://{}/{} has arrived is not known", bucket, key, e);
            return false;
        }
    }

    /** Removes what was sent. What cannot be removed in time is logged, and cleared by the next run. */
    void abort(Duration atMost) {
        abort(begun, atMost);
    }

    private void abort(Begun which, Duration atMost) {
        try {
            which.client.abortMultipartUpload(b -> b.bucket(bucket)
                    .key(key)
                    .uploadId(which.uploadId)
                    .overrideConfiguration(o -> o.apiCallTimeout(atMost).apiCallAttemptTimeout(atMost)));
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

    /** Removes the object, if it was completed. Whether it is gone; if not, that is logged. */
    boolean delete(Duration atMost) {
        try {
            var unused = begun.client.deleteObject(b -> b.bucket(bucket)
                    .key(key)
                    .overrideConfiguration(o -> o.apiCallTimeout(atMost).apiCallAttemptTimeout(atMost)));
            return true;
        } catch (SdkException e) {
            LOG.warn("s3://{}/{} could not be removed and is of no use: {}", bucket, key, e.getMessage());
            return false;
        }
    }
}
