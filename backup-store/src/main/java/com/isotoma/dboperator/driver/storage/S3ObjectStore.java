package com.isotoma.dboperator.driver.storage;

import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Reasons;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketAlreadyOwnedByYouException;
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

    private final S3Access access;
    private final String bucket;
    private final S3Errors errors;
    private final PartPlan plan;

    public S3ObjectStore(S3Settings settings) {
        this(settings, () -> {});
    }

    /** @param permit asked before each call that makes, adds or removes something; it throws when that may not be */
    public S3ObjectStore(S3Settings settings, Runnable permit) {
        this(settings, permit, 1);
    }

    /** @param uploads how many stores of this process will take an upload at the same time, and share its memory */
    public S3ObjectStore(S3Settings settings, Runnable permit, int uploads) {
        this(settings, permit, PartPlan.of(Runtime.getRuntime().maxMemory(), uploads));
    }

    /**
     * One for a few small objects, which gives up a call after some seconds. It sends each object as a large one is sent: a
     * segment that the store copies into a part.
     */
    public static S3ObjectStore forTrial(S3Settings settings, Runnable permit) {
        return new S3ObjectStore(settings, permit, PartPlan.ofTrial(), S3Clients.Limits.TRIAL);
    }

    /** @throws DriverException of kind USER when this process has no memory for so many uploads at the same time */
    public static void requireMemory(int uploads) throws DriverException {
        long memory = Runtime.getRuntime().maxMemory();
        int most = PartPlan.mostUploads(memory);
        if (uploads > most) {
            throw DriverException.user(
                    Reasons.INVALID_SPEC,
                    "A Java heap of " + (memory >> 20) + " MiB can serve " + most + " copies at the same time, and"
                            + " spec.backupTo has " + uploads + ": give fewer, or give the driver more memory");
        }
    }

    /** @param plan how objects are cut */
    S3ObjectStore(S3Settings settings, Runnable permit, PartPlan plan) {
        this(settings, permit, plan, S3Clients.Limits.USUAL);
    }

    S3ObjectStore(S3Settings settings, Runnable permit, PartPlan plan, S3Clients.Limits limits) {
        this.plan = plan;
        bucket = settings.bucket();
        access = new S3Access(bucket, settings.extras(), extras -> S3Clients.of(settings, extras, permit, limits));
        errors = new S3Errors(bucket, settings.source(), StoreProxy.of(settings.endpoint()));
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
            access.client().headBucket(b -> b.bucket(bucket));
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
        try (var waiter = access.client().waiter()) {
            var unused = waiter.waitUntilBucketExists(b -> b.bucket(bucket), o -> o.waitTimeout(NEW_BUCKET));
        }
    }

    private void createBucket() throws DriverException {
        try {
            access.client().createBucket(b -> b.bucket(bucket));
        } catch (IllegalArgumentException e) {
            // The client knows some of the rules for names itself.
            throw errors.wrongName(String.valueOf(e.getMessage()));
        } catch (BucketAlreadyOwnedByYouException e) {
            LOG.debug("Another run made the bucket {} in the same moment", bucket);
        }
    }

    @Override
    public Upload begin(String key, String mediaType, Map<String, String> metadata)
            throws DriverException, InterruptedException {
        try {
            var whole = S3Multipart.begin(access, bucket, key, mediaType, metadata, S3Extras::ofObject);
            return new S3Upload(whole, new S3Segments(access, bucket, whole), plan, errors);
        } catch (SdkException e) {
            throw errors.explain(e);
        }
    }

    @Override
    public Optional<StoredObject> find(String key) throws DriverException, InterruptedException {
        try {
            return Optional.of(access.ask(
                    way -> head(way.client(), bucket, key, way.extras().ofObject())));
        } catch (NoSuchKeyException e) {
            return Optional.empty();
        } catch (SdkException e) {
            throw errors.explain(e);
        }
    }

    @Override
    public boolean putNew(String key, byte[] content, String mediaType) throws DriverException, InterruptedException {
        try {
            return access.ask(way -> new S3Commit(way.client(), bucket, way.extras()).put(key, content, mediaType));
        } catch (SdkException e) {
            throw errors.explain(e);
        }
    }

    @Override
    public Optional<byte[]> read(String key) throws DriverException, InterruptedException {
        try {
            return content(key);
        } catch (SdkException e) {
            throw errors.explain(e);
        }
    }

    @Override
    public Optional<byte[]> readIfAny(String key) throws DriverException, InterruptedException {
        try {
            return content(key);
        } catch (NoSuchBucketException e) {
            return Optional.empty();
        } catch (SdkException e) {
            throw errors.explain(e);
        }
    }

    private Optional<byte[]> content(String key) throws DriverException {
        try (var object =
                access.ask(way -> way.client().getObject(b -> b.bucket(bucket).key(key)))) {
            if (object.response().contentLength() > SMALL) {
                object.abort();
                throw RestoreStream.damaged(
                        url(key) + " has " + object.response().contentLength() + " bytes, more than any manifest");
            }
            return Optional.of(object.readNBytes(SMALL));
        } catch (NoSuchKeyException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw SdkClientException.create(String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    public Optional<Download> download(String key) throws DriverException, InterruptedException {
        try {
            var head = access.client().headObject(b -> b.bucket(bucket).key(key));
            return Optional.of(new S3Download(access.client(), bucket, key, head, errors));
        } catch (NoSuchKeyException e) {
            return Optional.empty();
        } catch (SdkException e) {
            throw errors.explain(e);
        }
    }

    @Override
    public List<ListedObject> list(String prefix) throws DriverException, InterruptedException {
        try {
            return access.client().listObjectsV2Paginator(b -> b.bucket(bucket).prefix(prefix)).contents().stream()
                    .map(o -> new ListedObject(o.key(), o.size()))
                    .toList();
        } catch (SdkException e) {
            throw errors.explain(e);
        }
    }

    @Override
    public void clear(String key, Runnable claim) throws DriverException, InterruptedException {
        try {
            var uploads =
                    access
                            .client()
                            .listMultipartUploadsPaginator(b -> b.bucket(bucket).prefix(key))
                            .uploads()
                            .stream()
                            .filter(u -> u.key().equals(key) || S3Segments.isSegment(u.key(), key))
                            .toList();
            // The manifest goes first: without its object it would say that there is a backup, without its signature
            // that
            // this one was never signed.
            var manifest = Manifest.keyOf(key);
            var objects = list(key).stream()
                    .map(ListedObject::key)
                    .filter(k -> k.equals(key)
                            || k.equals(manifest)
                            || k.equals(ManifestSignature.keyOf(key))
                            || S3Segments.isSegment(k, key))
                    .sorted(Comparator.comparing((String k) -> !k.equals(manifest))
                            .thenComparing(Comparator.reverseOrder()))
                    .toList();
            if (uploads.isEmpty() && objects.isEmpty()) {
                return;
            }
            claim.run();
            uploads.forEach(this::abort);
            objects.forEach(
                    o -> access.client().deleteObject(b -> b.bucket(bucket).key(o)));
        } catch (SdkException e) {
            throw errors.explain(e);
        }
    }

    /** The object as the store has it. A checksum of another kind than {@link S3Multipart} makes is left out. */
    static StoredObject head(S3Client client, String bucket, String key, PartChecksum kind) {
        var head = client.headObject(b -> kind.onto(b.bucket(bucket).key(key)));
        boolean comparable = head.checksumType() != ChecksumType.FULL_OBJECT;
        return new StoredObject(head.contentLength(), comparable ? kind.of(head) : null);
    }

    @Override
    public List<StoredAttempt> attempts(AttemptKeys keys) throws DriverException, InterruptedException {
        try {
            return new S3Attempts(access.client(), bucket, keys).find();
        } catch (SdkException e) {
            throw errors.explain(e);
        }
    }

    @Override
    public int sweep(String folder, Instant before) throws DriverException, InterruptedException {
        try {
            return new S3Sweep(access.client(), bucket, folder, before).run();
        } catch (SdkException e) {
            throw errors.explain(e);
        }
    }

    private void abort(MultipartUpload upload) {
        try {
            access.client()
                    .abortMultipartUpload(
                            b -> b.bucket(bucket).key(upload.key()).uploadId(upload.uploadId()));
        } catch (NoSuchUploadException gone) {
            // Aborted or completed since it was listed: nothing is left of it, which is what was wanted.
            return;
        }
    }

    @Override
    public void close() {
        access.close();
    }
}
