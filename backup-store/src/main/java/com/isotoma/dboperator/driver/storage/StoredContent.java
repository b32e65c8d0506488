package com.isotoma.dboperator.driver.storage;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.services.s3.S3Client;

/** An object of a bucket as what is sent, read again from its beginning for each attempt. */
final class StoredContent implements ContentStreamProvider, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StoredContent.class);

    private final S3Client client;
    private final String bucket;
    private final String key;
    private @Nullable InputStream open;

    StoredContent(S3Client client, String bucket, String key) {
        this.client = client;
        this.bucket = bucket;
        this.key = key;
    }

    @Override
    public InputStream newStream() {
        close();
        var next = client.getObject(b -> b.bucket(bucket).key(key));
        open = next;
        return next;
    }

    @Override
    public void close() {
        var last = open;
        open = null;
        try {
            if (last != null) {
                last.close();
            }
        } catch (IOException e) {
            // What was read of it was sent with a checksum.
            LOG.debug("s3://{}/{} could not be closed", bucket, key, e);
        }
    }
}
