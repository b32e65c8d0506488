package com.isotoma.dboperator.driver.storage;

import com.isotoma.dboperator.driver.spi.DriverException;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketAlreadyOwnedByYouException;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.ChecksumType;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.NoSuchUploadException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** A bucket of S3, or of a store that speaks its protocol, over the AWS SDK's synchronous client. */
public final class S3ObjectStore implements ObjectStore {
    private static final Logger LOG = LoggerFactory.getLogger(S3ObjectStore.class);
    private static final Duration NEW_BUCKET = Duration.ofMinutes(1);

    private final S3Client client;
    private final String bucket;
    private final S3Errors errors;

    public S3ObjectStore(S3Settings settings) {
        client = S3Clients.of(settings);
        bucket = settings.bucket();
        errors = new S3Errors(bucket, settings.source());
    }

    @Override
    public String url(String key) {
        return "s3://" + bucket + "/" + key;
    }

    @Override
    public void makeBucket() throws DriverException, InterruptedException {
        try {
            if (bucketIsMissing()) {
                createBucket();
                awaitBucket();
            }
        } catch (SdkException e) {
            throw errors.explain(e);
        }
    }

    private boolean bucketIsMissing() {
        try {
            client.headBucket(b -> b.bucket(bucket));
            return false;
        } catch (NoSuchBucketException e) {
            return true;
        } catch (S3Exception e) {
            // An answer to HEAD has no body that says why; that to the attempt to make it has.
            if (e.statusCode() == HttpURLConnection.HTTP_BAD_REQUEST) {
                return true;
            }
            throw e;
        }
    }

    /** With some stores it takes a moment until a new bucket is known everywhere. */
    private void awaitBucket() {
        try (var waiter = client.waiter()) {
            var unused = waiter.waitUntilBucketExists(b -> b.bucket(bucket), o -> o.waitTimeout(NEW_BUCKET));
        }
    }

    private void createBucket() throws DriverException {
        try {
            client.createBucket(b -> b.bucket(bucket));
        } catch (IllegalArgumentException e) {
            // The client knows some of the rules for names itself.
            throw errors.wrongName(String.valueOf(e.getMessage()));
        } catch (BucketAlreadyOwnedByYouException e) {
            LOG.debug("Another run made the bucket {} in the same moment", bucket);
        }
    }

    @Override
    public Upload begin(String key, String mediaType) throws DriverException, InterruptedException {
        try {
            var begun = client.createMultipartUpload(b -> b.bucket(bucket)
                    .key(key)
                    .contentType(mediaType)
                    .checksumAlgorithm(ChecksumAlgorithm.CRC32)
                    .checksumType(ChecksumType.COMPOSITE));
            return new S3Upload(client, bucket, key, begun.uploadId(), errors);
        } catch (SdkException e) {
            throw errors.explain(e);
        }
    }

    @Override
    public Optional<StoredObject> find(String key) throws DriverException, InterruptedException {
        try {
            return Optional.of(head(client, bucket, key));
        } catch (NoSuchKeyException e) {
            return Optional.empty();
        } catch (SdkException e) {
            throw errors.explain(e);
        }
    }

    @Override
    public void clear(String key, Runnable claim) throws DriverException, InterruptedException {
        try {
            var uploads = client
                    .listMultipartUploadsPaginator(b -> b.bucket(bucket).prefix(key))
                    .uploads()
                    .stream()
                    .filter(u -> u.key().equals(key))
                    .map(MultipartUpload::uploadId)
                    .toList();
            boolean there = find(key).isPresent();
            if (uploads.isEmpty() && !there) {
                return;
            }
            claim.run();
            uploads.forEach(u -> abort(key, u));
            if (there) {
                client.deleteObject(b -> b.bucket(bucket).key(key));
            }
        } catch (SdkException e) {
            throw errors.explain(e);
        }
    }

    /** The object as the store has it. A checksum of another kind than {@link S3Upload} makes is left out. */
    static StoredObject head(S3Client client, String bucket, String key) {
        var head = client.headObject(b -> b.bucket(bucket).key(key).checksumMode(ChecksumMode.ENABLED));
        boolean comparable = head.checksumType() != ChecksumType.FULL_OBJECT;
        return new StoredObject(head.contentLength(), comparable ? head.checksumCRC32() : null);
    }

    private void abort(String key, String uploadId) {
        try {
            client.abortMultipartUpload(b -> b.bucket(bucket).key(key).uploadId(uploadId));
        } catch (NoSuchUploadException gone) {
            // Aborted or completed since it was listed: nothing is left of it, which is what was wanted.
            return;
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
