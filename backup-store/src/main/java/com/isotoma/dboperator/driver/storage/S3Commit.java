package com.isotoma.dboperator.driver.storage;

import java.net.HttpURLConnection;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Stores one small object unless there is one of its key: on a condition where the store knows those, else after asking for
 * it. What is there and has the same content counts as stored, since the answer to a call may have been lost.
 */
record S3Commit(S3Client client, String bucket, S3Extras extras) {
    private static final Logger LOG = LoggerFactory.getLogger(S3Commit.class);
    /** What stores answer to a header that they do not implement. */
    private static final Set<Integer> UNSUPPORTED =
            Set.of(HttpURLConnection.HTTP_BAD_REQUEST, HttpURLConnection.HTTP_NOT_IMPLEMENTED);

    /** @return false where there is another object of that key, which stays as it is */
    boolean put(String key, byte[] content, String mediaType) {
        try {
            put(key, content, mediaType, "*");
            return true;
        } catch (S3Exception e) {
            byte @Nullable [] found = content(key, e);
            if (found != null) {
                return Arrays.equals(found, content);
            }
            if (!UNSUPPORTED.contains(e.statusCode())) {
                throw e;
            }
        }
        LOG.info("The store of s3://{}/{} has no conditional writes; the object is stored without", bucket, key);
        put(key, content, mediaType, null);
        return true;
    }

    private void put(String key, byte[] content, String mediaType, @Nullable String noneMatch) {
        var unused = client.putObject(
                b -> b.bucket(bucket)
                        .key(key)
                        .contentType(mediaType)
                        .ifNoneMatch(noneMatch)
                        .serverSideEncryption(extras.sseAlgorithm())
                        .ssekmsKeyId(extras.kmsKeyId()),
                RequestBody.fromBytes(content));
    }

    /** Null where there is no such object; what refused the write is told where this cannot be found out. */
    private byte @Nullable [] content(String key, S3Exception refused) {
        try {
            return client.getObjectAsBytes(b -> b.bucket(bucket).key(key)).asByteArrayUnsafe();
        } catch (NoSuchKeyException none) {
            return null;
        } catch (SdkException e) {
            refused.addSuppressed(e);
            throw refused;
        }
    }
}
