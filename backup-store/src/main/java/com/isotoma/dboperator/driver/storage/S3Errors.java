package com.isotoma.dboperator.driver.storage;

import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Reasons;
import java.net.HttpURLConnection;
import java.util.Set;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.BucketAlreadyExistsException;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Says in the user's words what the object store of a bucket refused. */
final class S3Errors {
    private static final Set<String> WRONG_REGION =
            Set.of("PermanentRedirect", "AuthorizationHeaderMalformed", "IllegalLocationConstraintException");
    private static final Set<String> WRONG_NAME = Set.of("InvalidBucketName", "KeyTooLongError", "KeyTooLong");
    private static final Set<String> EXPIRED = Set.of("ExpiredToken", "InvalidToken", "TokenRefreshRequired");

    private static final Set<String> CLOCK = Set.of("RequestTimeTooSkewed", "RequestExpired");

    /** A request that did not arrive as it was sent, or met another one: the same request can succeed. */
    private static final Set<String> PASSING = Set.of(
            "RequestTimeout",
            "BadDigest",
            "IncompleteBody",
            "XAmzContentSHA256Mismatch",
            "XAmzContentChecksumMismatch",
            "OperationAborted",
            "ConditionalRequestConflict");

    private static final int INSUFFICIENT_STORAGE = 507;

    private final String bucket;
    private final SettingsSource source;
    private final StoreProxy proxy;

    S3Errors(String bucket, SettingsSource source, StoreProxy proxy) {
        this.bucket = bucket;
        this.source = source;
        this.proxy = proxy;
    }

    /**
     * @throws InterruptedException when the call ended because this thread was interrupted, which is no fault of the store
     */
    DriverException explain(SdkException e) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("interrupted while the object store was asked");
        }
        return explained(e);
    }

    DriverException explained(SdkException e) {
        return switch (e) {
            case NoSuchBucketException none ->
                DriverException.user(
                        Reasons.STORAGE_FAILED,
                        "The bucket " + bucket + " does not exist: create it, or correct " + source.target());
            case BucketAlreadyExistsException taken ->
                DriverException.user(
                        Reasons.STORAGE_FAILED,
                        "The bucket " + bucket + " belongs to somebody else: choose another name in "
                                + source.target());
            case S3Exception s3
            when WRONG_REGION.contains(code(s3)) ->
                DriverException.user(
                        Reasons.STORAGE_FAILED,
                        "The bucket " + bucket + " is in another region than the one asked (" + code(s3)
                                + "): correct the region in " + source.target());
            case S3Exception s3 when WRONG_NAME.contains(code(s3)) -> wrongName(code(s3));
            case S3Exception s3
            when code(s3).equals("NoSuchUpload") || s3.statusCode() == HttpURLConnection.HTTP_PRECON_FAILED ->
                DriverException.unavailable(
                        Reasons.STORAGE_FAILED,
                        "Something else ended the upload to the bucket " + bucket + ", or stored an object of its name"
                                + " (" + code(s3) + "): another run, or a rule of the bucket that ends uploads",
                        s3);
            case S3Exception s3
            when full(s3) ->
                DriverException.unavailable(
                        Reasons.STORAGE_FAILED,
                        "The object store has no room left in the bucket " + bucket + " (HTTP " + s3.statusCode() + ", "
                                + code(s3) + "): make room there, raise its quota, or choose another place in "
                                + source.target(),
                        s3);
            case S3Exception s3
            when CLOCK.contains(code(s3)) ->
                DriverException.unavailable(
                        Reasons.STORAGE_FAILED,
                        "The clocks of this pod's node and of the object store of the bucket " + bucket + " differ ("
                                + code(s3) + "): correct the node's clock",
                        s3);
            case S3Exception s3
            when s3.statusCode() == HttpURLConnection.HTTP_FORBIDDEN
                    || s3.statusCode() == HttpURLConnection.HTTP_UNAUTHORIZED
                    || EXPIRED.contains(code(s3))
                    || code(s3).contains("User") ->
                DriverException.user(
                        Reasons.STORAGE_FAILED,
                        "The object store does not let this access key use the bucket " + bucket + " (" + call(s3)
                                + ": "
                                + code(s3) + "): check " + source.credentials()
                                + " and the key's rights to put, get, list and delete objects");
            case S3Exception s3
            when s3.statusCode() == HttpURLConnection.HTTP_NOT_FOUND ->
                DriverException.user(
                        Reasons.STORAGE_FAILED,
                        "The object store does not find the bucket " + bucket + " (" + code(s3) + "): check "
                                + source.target());
            case S3Exception s3
            when code(s3).equals("NotImplemented") ->
                DriverException.user(
                        Reasons.STORAGE_FAILED,
                        "The object store of the bucket " + bucket + " does not implement " + call(s3) + " as this"
                                + " software uses it (" + said(s3) + "): choose another store in "
                                + source.target());
            case S3Exception s3
            when s3.statusCode() >= HttpURLConnection.HTTP_INTERNAL_ERROR
                    || s3.isThrottlingException()
                    || PASSING.contains(code(s3)) ->
                DriverException.unavailable(
                        Reasons.STORAGE_FAILED,
                        "The object store could not serve the bucket " + bucket + " (HTTP " + s3.statusCode() + ", "
                                + code(s3) + ", " + call(s3) + ")",
                        s3);
            case S3Exception s3 ->
                DriverException.internal(
                        Reasons.STORAGE_FAILED,
                        "The object store refused " + call(s3) + " for the bucket " + bucket + " (HTTP "
                                + s3.statusCode() + ", " + said(s3) + ")",
                        s3);
            case SdkClientException client
            when client.getCause() instanceof RefusedHostException refused ->
                DriverException.user(
                        Reasons.STORAGE_FAILED,
                        "The object store of the bucket " + bucket + " is not asked, since its host is "
                                + refused.getMessage() + ": correct " + source.target()
                                + ", or have whoever keeps the Driver set " + MetadataAddresses.VARIABLE
                                + " to true in its spec.env");
            case SdkClientException client
            when noCredentials(client) ->
                DriverException.user(
                        Reasons.STORAGE_FAILED,
                        "No access key was found for the bucket " + bucket
                                + ": give " + source.credentials() + ", or run"
                                + " the driver with a service account that has a role");
            default ->
                DriverException.unavailable(
                        Reasons.STORAGE_FAILED,
                        "The object store of the bucket " + bucket + " cannot be reached" + proxy.text() + ": "
                                + innermost(e),
                        e);
        };
    }

    /** @param said what is wrong with the name of the bucket or of the object */
    DriverException wrongName(String said) {
        return DriverException.user(
                Reasons.STORAGE_FAILED,
                "The object store takes no such name in the bucket " + bucket + " (" + said
                        + "): correct bucket and prefix in " + source.target());
    }

    /** Each store has a word of its own for it; some of them answer as if it were a matter of rights. */
    private static boolean full(S3Exception e) {
        return e.statusCode() == INSUFFICIENT_STORAGE
                || code(e).contains("Quota")
                || code(e).startsWith("InsufficientStorage");
    }

    /** The call that failed, as the API of S3 names it. */
    private static String call(SdkException e) {
        return FailedCalls.of(e).orElse("a request");
    }

    private static String code(S3Exception e) {
        return e.awsErrorDetails() == null || e.awsErrorDetails().errorCode() == null
                ? "no error code"
                : e.awsErrorDetails().errorCode();
    }

    private static String said(S3Exception e) {
        return e.awsErrorDetails() == null || e.awsErrorDetails().errorMessage() == null
                ? code(e)
                : code(e) + ": " + e.awsErrorDetails().errorMessage();
    }

    private static boolean noCredentials(SdkClientException e) {
        return e.getMessage() != null && e.getMessage().startsWith("Unable to load credentials");
    }

    private static String innermost(Throwable e) {
        var cause = e;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        return cause.getClass().getSimpleName() + (cause.getMessage() == null ? "" : ": " + cause.getMessage());
    }
}
