package com.isotoma.dboperator.driver.storage;

import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Reasons;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.HttpURLConnection;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Reads an object by one request, and by another from where that one broke off. A reader may be slow, since a server builds
 * an index in between, and a store does not keep a silent connection for ever. The ETag sees to it that all pieces are of
 * the same object.
 */
final class S3Download extends Download {
    private static final Logger LOG = LoggerFactory.getLogger(S3Download.class);
    /** Of requests in a row that brought nothing. Each of them is tried several times by the client itself. */
    private static final int MAX_FRUITLESS = 5;

    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final S3Client client;
    private final String bucket;
    private final String key;
    private final S3Errors errors;
    private final long size;
    private final @Nullable String etag;
    private @Nullable ResponseInputStream<GetObjectResponse> body;
    private long position;
    private int fruitless;

    S3Download(S3Client client, String bucket, String key, HeadObjectResponse head, S3Errors errors) {
        this.client = client;
        this.bucket = bucket;
        this.key = key;
        this.errors = errors;
        size = head.contentLength();
        etag = head.eTag();
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (position < size) {
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedIOException("interrupted while an object was read");
            }
            try {
                int n = connected().read(bytes, offset, length);
                if (n > 0) {
                    position += n;
                    fruitless = 0;
                    return n;
                }
                brokenOff(new IOException("the connection ended early"));
            } catch (DownloadFailedException | InterruptedIOException e) {
                throw e;
            } catch (IOException e) {
                brokenOff(e);
            }
        }
        return -1;
    }

    private InputStream connected() throws IOException {
        var open = body;
        if (open == null) {
            open = request();
            body = open;
        }
        return open;
    }

    private ResponseInputStream<GetObjectResponse> request() throws IOException {
        try {
            return client.getObject(b ->
                    b.bucket(bucket).key(key).range("bytes=" + position + "-").ifMatch(etag));
        } catch (S3Exception e) {
            if (e.statusCode() == HttpURLConnection.HTTP_PRECON_FAILED
                    || e.statusCode() == HttpURLConnection.HTTP_NOT_FOUND) {
                throw new DownloadFailedException(DriverException.unavailable(
                        Reasons.STORAGE_FAILED,
                        "The object s3://" + bucket + "/" + key + " was replaced or removed while it was read",
                        e));
            }
            throw explained(e);
        } catch (SdkException e) {
            throw explained(e);
        }
    }

    private IOException explained(SdkException e) {
        if (Thread.currentThread().isInterrupted()) {
            return new InterruptedIOException("interrupted while an object was read");
        }
        return new DownloadFailedException(errors.explained(e));
    }

    /** Lets the next read make a new request, after a while if the last ones brought nothing. */
    private void brokenOff(IOException why) throws IOException {
        disconnect();
        fruitless++;
        if (fruitless > MAX_FRUITLESS) {
            throw new DownloadFailedException(DriverException.unavailable(
                    Reasons.STORAGE_FAILED,
                    "The object s3://" + bucket + "/" + key + " could not be read beyond byte " + position + " of "
                            + size + ": " + why.getMessage(),
                    why));
        }
        LOG.info("Reading s3://{}/{} goes on at byte {} of {}: {}", bucket, key, position, size, why.getMessage());
        if (fruitless > 1) {
            pause();
        }
    }

    private static void pause() throws InterruptedIOException {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while an object was read");
        }
    }

    private void disconnect() {
        var open = body;
        body = null;
        if (open != null) {
            // Closing would read the rest.
            open.abort();
        }
    }

    @Override
    public void close() {
        disconnect();
    }
}
