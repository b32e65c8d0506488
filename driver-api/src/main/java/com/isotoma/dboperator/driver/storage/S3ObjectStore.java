package com.isotoma.dboperator.driver.storage;

import com.isotoma.dboperator.driver.spi.DriverException;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.NoSuchUploadException;

/** A bucket of S3, or of a store that speaks its protocol, over the AWS SDK's synchronous client. */
public final class S3ObjectStore implements ObjectStore {
    private final S3Client client;
    private final String bucket;

    public S3ObjectStore(S3Settings settings) {
        client = S3Clients.of(settings);
        bucket = settings.bucket();
    }

    @Override
    public String url(String key) {
        return "s3://" + bucket + "/" + key;
    }

    @Override
    public Upload begin(String key, String mediaType) throws DriverException {
        try {
            var begun = client.createMultipartUpload(
                    b -> b.bucket(bucket).key(key).contentType(mediaType).checksumAlgorithm(ChecksumAlgorithm.CRC32));
            return new S3Upload(client, bucket, key, begun.uploadId());
        } catch (SdkException e) {
            throw S3Errors.explain(bucket, e);
        }
    }

    @Override
    public Optional<StoredObject> find(String key) throws DriverException {
        try {
            var head = client.headObject(b -> b.bucket(bucket).key(key).checksumMode(ChecksumMode.ENABLED));
            return Optional.of(new StoredObject(head.contentLength(), head.checksumCRC32()));
        } catch (NoSuchKeyException e) {
            return Optional.empty();
        } catch (SdkException e) {
            throw S3Errors.explain(bucket, e);
        }
    }

    @Override
    public void clear(String key) throws DriverException {
        try {
            client.deleteObject(b -> b.bucket(bucket).key(key));
            for (var page :
                    client.listMultipartUploadsPaginator(b -> b.bucket(bucket).prefix(key))) {
                for (var upload : page.uploads()) {
                    if (upload.key().equals(key)) {
                        abort(key, upload.uploadId());
                    }
                }
            }
        } catch (SdkException e) {
            throw S3Errors.explain(bucket, e);
        }
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
