package com.isotoma.dboperator.driver.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.isotoma.dboperator.driver.spi.DriverException.Kind;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.ProxyConfiguration;
import software.amazon.awssdk.services.s3.model.BucketAlreadyExistsException;
import software.amazon.awssdk.services.s3.model.S3Exception;

class S3ErrorsTest {
    private final S3Errors errors = new S3Errors("my-bucket", SettingsSource.DATABASE, StoreProxy.of(null));

    @ParameterizedTest
    @CsvSource({
        "403, AccessDenied, USER, credentials",
        "403, SignatureDoesNotMatch, USER, credentials",
        "403, InvalidAccessKeyId, USER, credentials",
        "404, XAdminUserNotFound, USER, credentials",
        "400, ExpiredToken, USER, credentials",
        "301, PermanentRedirect, USER, correct the region",
        "400, AuthorizationHeaderMalformed, USER, correct the region",
        "400, InvalidBucketName, USER, correct bucket and prefix",
        "400, KeyTooLongError, USER, correct bucket and prefix",
        "404, NoSuchUpload, UNAVAILABLE, ended the upload",
        "412, PreconditionFailed, UNAVAILABLE, stored an object of its name",
        "503, SlowDown, UNAVAILABLE, HTTP 503",
        "500, InternalError, UNAVAILABLE, HTTP 500",
        "501, NotImplemented, USER, choose another store",
        "403, RequestTimeTooSkewed, UNAVAILABLE, clock",
        "507, InsufficientStorage, UNAVAILABLE, make room",
        "403, InsufficientStorageSpace, UNAVAILABLE, make room",
        "507, XMinioStorageFull, UNAVAILABLE, make room",
        "400, XMinioAdminBucketQuotaExceeded, UNAVAILABLE, make room",
        "403, QuotaExceeded, UNAVAILABLE, make room",
        "400, MalformedXML, INTERNAL, MalformedXML",
        "400, RequestTimeout, UNAVAILABLE, RequestTimeout",
        "400, BadDigest, UNAVAILABLE, BadDigest",
        "400, IncompleteBody, UNAVAILABLE, IncompleteBody",
        "400, XAmzContentSHA256Mismatch, UNAVAILABLE, SHA256",
        "409, OperationAborted, UNAVAILABLE, OperationAborted",
        "409, ConditionalRequestConflict, UNAVAILABLE, ConditionalRequestConflict",
        "408, RequestTimeout, UNAVAILABLE, RequestTimeout",
    })
    void eachAnswerHasItsKindAndSaysWhatToDo(int status, String code, Kind kind, String says) {
        var explained = errors.explained(answer(status, code));

        assertThat(explained.kind()).isEqualTo(kind);
        assertThat(explained).hasMessageContaining("my-bucket").hasMessageContaining(says);
    }

    @Test
    void noCredentialsAtAllSaysWhereToGiveThem() {
        var explained = errors.explained(
                SdkClientException.create("Unable to load credentials from any of the providers in the chain …"));

        assertThat(explained.kind()).isEqualTo(Kind.USER);
        assertThat(explained).hasMessageContaining("spec.backupTo.s3.credentials");
    }

    @Test
    void aBucketOfSomebodyElseIsNotTaken() {
        var taken = BucketAlreadyExistsException.builder().statusCode(409).build();

        assertThat(errors.explained(taken).kind()).isEqualTo(Kind.USER);
        assertThat(errors.explained(taken)).hasMessageContaining("my-bucket belongs to somebody else");
    }

    @ParameterizedTest
    @CsvSource({
        "403, AccessDenied, the Secret",
        "404, NoSuchBucket, the repository",
        "301, PermanentRedirect, the repository"
    })
    void theRemedyNamesWhereTheSettingsWereGiven(int status, String code, String says) {
        var elsewhere =
                new S3Errors("my-bucket", new SettingsSource("the repository", "the Secret"), StoreProxy.of(null));

        assertThat(elsewhere.explained(answer(status, code)))
                .hasMessageContaining(says)
                .message()
                .doesNotContain("backupTo");
    }

    @Test
    void anErrorNamesTheCallThatFailed() {
        var copying = answer(501, "NotImplemented");
        copying.addSuppressed(new FailedCalls.Note("UploadPartCopy"));
        var completing = answer(400, "MalformedXML");
        completing.addSuppressed(new FailedCalls.Note("CompleteMultipartUpload"));

        assertThat(errors.explained(copying)).hasMessageContaining("does not implement UploadPartCopy");
        assertThat(errors.explained(completing)).hasMessageContaining("refused CompleteMultipartUpload");
    }

    @Test
    void aConnectionErrorNamesTheProxyWithoutItsPassword() {
        var proxy = new StoreProxy(
                "store.example",
                false,
                ProxyConfiguration.builder()
                        .endpoint(URI.create("http://proxy.example:3128"))
                        .username("u")
                        .password("proxy-password")
                        .build());
        var explained = new S3Errors("my-bucket", SettingsSource.DATABASE, proxy)
                .explained(SdkClientException.create("connection refused"));

        assertThat(explained).hasMessageContaining("through the proxy proxy.example:3128");
        assertThat(explained).message().doesNotContain("proxy-password");
    }

    @Test
    void aProxyThatIsNotForThisStoreIsNotNamed() {
        var proxy = new StoreProxy(
                "store.internal",
                false,
                ProxyConfiguration.builder()
                        .endpoint(URI.create("http://proxy.example:3128"))
                        .addNonProxyHost(".*\\.internal")
                        .build());

        assertThat(proxy.text()).isEmpty();
    }

    @Test
    void anInterruptionIsNotTheStoresFault() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> errors.explain(answer(503, "SlowDown"))).isInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isFalse();
    }

    private static SdkException answer(int status, String code) {
        return S3Exception.builder()
                .statusCode(status)
                .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).build())
                .build();
    }
}
