package com.isotoma.dboperator.driver.storage;

import com.isotoma.dboperator.driver.spi.Credentials;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.ObjectLockEnabled;
import software.amazon.awssdk.services.s3.model.ObjectLockRetentionMode;
import software.amazon.awssdk.services.s3.model.ObjectVersion;
import software.amazon.awssdk.services.s3.model.S3Object;

/** The S3 server that {@code local-servers/up s3} started, seen past the code under test. */
public final class LocalS3 implements AutoCloseable {
    public static final String ENDPOINT = variable("ENDPOINT");
    public static final String REGION = variable("REGION");
    public static final String BUCKET = variable("BUCKET");
    public static final String ACCESS_KEY = variable("ACCESS_KEY");
    public static final String SECRET_KEY = variable("SECRET_KEY");

    private final S3Client client =
            S3Clients.of(settings(URI.create(ENDPOINT), ACCESS_KEY, SECRET_KEY, BUCKET), () -> {});
    private final String folder = "it-" + UUID.randomUUID() + "/";

    private static String variable(String key) {
        var value = System.getenv("LOCAL_S3_" + key);
        if (value == null) {
            throw new IllegalStateException(
                    "LOCAL_S3_" + key + " is not set: run ./test, or local-servers/up and source its servers.env");
        }
        return value;
    }

    static S3Settings settings(URI endpoint, String accessKey, String secretKey, String bucket) {
        return new S3Settings(REGION, bucket, endpoint, true, new Credentials(accessKey, secretKey), null);
    }

    /** A key in a folder of this instance's own. */
    public String key(String name) {
        return folder + name;
    }

    public List<String> objects() {
        return client.listObjectsV2Paginator(b -> b.bucket(BUCKET).prefix(folder)).contents().stream()
                .map(S3Object::key)
                .toList();
    }

    public List<String> uploads() {
        return client.listMultipartUploadsPaginator(b -> b.bucket(BUCKET).prefix(folder)).uploads().stream()
                .map(MultipartUpload::key)
                .toList();
    }

    public byte[] content(String key) {
        return client.getObjectAsBytes(b -> b.bucket(BUCKET).key(key)).asByteArrayUnsafe();
    }

    public Map<String, String> metadata(String key) {
        return client.headObject(b -> b.bucket(BUCKET).key(key)).metadata();
    }

    public boolean has(String key) {
        return client.listObjectsV2(b -> b.bucket(BUCKET).prefix(key)).contents().stream()
                .anyMatch(o -> o.key().equals(key));
    }

    /** Removes a bucket, which must be empty; none is no matter. */
    void removeBucket(String bucket) {
        try {
            client.deleteBucket(b -> b.bucket(bucket));
        } catch (NoSuchBucketException gone) {
            return;
        }
    }

    /** Makes a bucket that keeps versions, and lets none of them go for a day. */
    public String lockedBucket() {
        var bucket = "locked-" + UUID.randomUUID();
        client.createBucket(b -> b.bucket(bucket).objectLockEnabledForBucket(true));
        client.putObjectLockConfiguration(b -> b.bucket(bucket)
                .objectLockConfiguration(c -> c.objectLockEnabled(ObjectLockEnabled.ENABLED)
                        .rule(r -> r.defaultRetention(
                                d -> d.mode(ObjectLockRetentionMode.GOVERNANCE).days(1)))));
        return bucket;
    }

    /** Keys of the newest versions that are not marked as deleted. */
    public List<String> objectsOf(String bucket) {
        return client.listObjectsV2Paginator(b -> b.bucket(bucket)).contents().stream()
                .map(S3Object::key)
                .toList();
    }

    /** Keys of all versions, deleted or not. */
    public List<String> versionsOf(String bucket) {
        return client.listObjectVersionsPaginator(b -> b.bucket(bucket)).versions().stream()
                .map(ObjectVersion::key)
                .toList();
    }

    /** Removes such a bucket with all that it keeps. */
    public void removeLocked(String bucket) {
        for (var page : client.listObjectVersionsPaginator(b -> b.bucket(bucket))) {
            page.versions().forEach(v -> removeVersion(bucket, v.key(), v.versionId()));
            page.deleteMarkers().forEach(m -> removeVersion(bucket, m.key(), m.versionId()));
        }
        removeBucket(bucket);
    }

    private void removeVersion(String bucket, String key, String version) {
        client.deleteObject(b -> b.bucket(bucket).key(key).versionId(version).bypassGovernanceRetention(true));
    }

    public void put(String key, String text) {
        client.putObject(b -> b.bucket(BUCKET).key(key), RequestBody.fromString(text));
    }

    public void put(String key, byte[] content) {
        client.putObject(b -> b.bucket(BUCKET).key(key), RequestBody.fromBytes(content));
    }

    public void remove(String key) {
        client.deleteObject(b -> b.bucket(BUCKET).key(key));
    }

    void beginUpload(String key) {
        client.createMultipartUpload(b -> b.bucket(BUCKET).key(key));
    }

    /** Removes what is in the folder, and ends the client. */
    @Override
    public void close() {
        for (var upload : client.listMultipartUploadsPaginator(
                        b -> b.bucket(BUCKET).prefix(folder))
                .uploads()) {
            client.abortMultipartUpload(b -> b.bucket(BUCKET).key(upload.key()).uploadId(upload.uploadId()));
        }
        objects().forEach(k -> client.deleteObject(b -> b.bucket(BUCKET).key(k)));
        client.close();
    }
}
