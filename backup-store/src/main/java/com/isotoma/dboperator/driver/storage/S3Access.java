package com.isotoma.dboperator.driver.storage;

import java.net.HttpURLConnection;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * The client of one store, and what was found out about the store: whether it takes the newer checksums, and copies into parts.
 * Both are tried first and done without where they are refused.
 */
final class S3Access implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(S3Access.class);
    /** What stores answer to a header that they do not know. */
    private static final Set<Integer> UNSUPPORTED = Set.of(
            HttpURLConnection.HTTP_BAD_REQUEST,
            HttpURLConnection.HTTP_LENGTH_REQUIRED,
            HttpURLConnection.HTTP_NOT_IMPLEMENTED);
    /** What they answer when they compute the signature without it. */
    private static final String UNSIGNED_HEADER = "SignatureDoesNotMatch";

    private static final Set<Integer> NO_COPY = Set.of(
            HttpURLConnection.HTTP_BAD_REQUEST,
            HttpURLConnection.HTTP_BAD_METHOD,
            HttpURLConnection.HTTP_NOT_IMPLEMENTED);

    private final String bucket;
    private final Function<S3Extras, S3Client> clients;
    private final Way first;
    private volatile Way way;
    private volatile boolean copies = true;
    private @Nullable Way plain;

    /** How requests are made. */
    record Way(S3Client client, S3Extras extras) {}

    /** @param clients makes a client for stores with these needs; each is closed with this */
    S3Access(String bucket, S3Extras extras, Function<S3Extras, S3Client> clients) {
        this.bucket = bucket;
        this.clients = clients;
        first = new Way(clients.apply(extras), extras);
        way = first;
    }

    S3Client client() {
        return way.client;
    }

    S3Extras extras() {
        return way.extras;
    }

    /** Makes a call that carries checksums; once more without the newer ones if the store may have refused those. */
    <T> T ask(Function<Way, T> call) {
        var now = way;
        try {
            return call.apply(now);
        } catch (S3Exception e) {
            if (!mayRefuseChecksums(now.extras, e)) {
                throw e;
            }
            return withoutNewChecksums(e, call);
        }
    }

    /** Whether this answer can be about the newer checksums. */
    static boolean mayRefuseChecksums(S3Extras extras, S3Exception e) {
        return extras.newChecksums()
                && (UNSUPPORTED.contains(e.statusCode())
                        || (e.awsErrorDetails() != null
                                && UNSIGNED_HEADER.equals(e.awsErrorDetails().errorCode())));
    }

    /**
     * Makes the call without the newer checksums, and all later calls too if that was the reason.
     *
     * @param refused what is thrown if it was not
     */
    <T> T withoutNewChecksums(S3Exception refused, Function<Way, T> call) {
        var old = plain();
        try {
            var result = call.apply(old);
            remember(old);
            return result;
        } catch (S3Exception e) {
            if (e.statusCode() == refused.statusCode()) {
                throw refused;
            }
            if (e.statusCode() == HttpURLConnection.HTTP_NOT_FOUND) {
                // An answer to what was asked.
                remember(old);
            }
            throw e;
        }
    }

    private void remember(Way old) {
        if (way.extras.newChecksums()) {
            LOG.info(
                    "The store of s3://{} does not take the newer checksums; requests have an MD5 from now on", bucket);
            way = old;
        }
    }

    private synchronized Way plain() {
        var made = plain;
        if (made == null) {
            var extras = first.extras.withoutNewChecksums();
            made = new Way(clients.apply(extras), extras);
            plain = made;
        }
        return made;
    }

    /** Whether the store is to be asked to copy into parts. */
    boolean copies() {
        return copies;
    }

    /** Whether this answer says that the store does not copy into parts; then it is not asked again. */
    boolean refusesCopies(S3Exception e) {
        if (!NO_COPY.contains(e.statusCode())) {
            return false;
        }
        LOG.info(
                "The store of s3://{} does not copy into parts ({}); they are read and sent again",
                bucket,
                e.statusCode());
        copies = false;
        return true;
    }

    @Override
    public synchronized void close() {
        first.client.close();
        if (plain != null) {
            plain.client.close();
        }
    }
}
