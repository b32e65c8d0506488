package com.isotoma.dboperator.driver.storage;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.services.s3.S3Client;

/** Makes clients with a time-out on everything. */
final class S3Clients {
    /**
     * How long something may take.
     *
     * @param connect until a connection is there
     * @param silence between two bytes of an answer, and between two pieces of a body that the store takes
     * @param attempt one attempt of one call
     * @param call all attempts of one call
     */
    record Limits(Duration connect, Duration silence, Duration attempt, Duration call) {
        /** Time enough for a part of the largest size over a slow line. */
        static final Limits USUAL = new Limits(
                Duration.ofSeconds(10), Duration.ofSeconds(60), Duration.ofMinutes(10), Duration.ofMinutes(30));
        /** Time enough for some bytes. */
        static final Limits TRIAL = new Limits(
                Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ofSeconds(20));
    }

    private S3Clients() {}

    static S3Client of(S3Settings settings, Runnable permit) {
        return of(settings, settings.extras(), permit, Limits.USUAL);
    }

    /** @param extras in the place of those of the settings */
    static S3Client of(S3Settings settings, S3Extras extras, Runnable permit, Limits limits) {
        var proxy = StoreProxy.of(settings.endpoint());
        var http = UrlConnectionHttpClient.builder()
                .connectionTimeout(limits.connect())
                .socketTimeout(limits.silence())
                .proxyConfiguration(proxy.tunnels() ? ProxyPassword.inTunnels(proxy.proxy()) : proxy.proxy());
        var ca = extras.caCertificate();
        if (ca != null) {
            http.tlsTrustManagersProvider(PrivateCa.trust(ca));
        }
        var builder = S3Client.builder()
                .httpClientBuilder(new CheckedHttp.Builder(http, limits.silence()))
                .credentialsProvider(credentials(settings))
                .region(region(settings.region(), settings.endpoint()))
                .forcePathStyle(settings.pathStyle())
                .overrideConfiguration(c -> c.addExecutionInterceptor(new PermittedWrites(permit))
                        .addExecutionInterceptor(new FailedCalls())
                        .retryStrategy(RetryMode.STANDARD)
                        .apiCallAttemptTimeout(limits.attempt())
                        .apiCallTimeout(limits.call()));
        if (!extras.newChecksums()) {
            builder.requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                    .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED);
        }
        if (settings.endpoint() != null) {
            builder.endpointOverride(settings.endpoint());
        }
        return builder.build();
    }

    private static AwsCredentialsProvider credentials(S3Settings settings) {
        var key = settings.accessKey();
        if (key == null) {
            return DefaultCredentialsProvider.builder().build();
        }
        var token = settings.sessionToken();
        return StaticCredentialsProvider.create(
                token == null
                        ? AwsBasicCredentials.create(key.username(), key.password())
                        : AwsSessionCredentials.create(key.username(), key.password(), token));
    }

    /**
     * What the spec says, else the environment, else us-east-1. Other stores than AWS take any region; asking the chain for
     * theirs would search the network for a cloud.
     */
    private static Region region(@Nullable String region, @Nullable URI endpoint) {
        if (region != null && !region.isBlank()) {
            return Region.of(region);
        }
        if (endpoint != null) {
            return Region.US_EAST_1;
        }
        try {
            return DefaultAwsRegionProviderChain.builder().build().getRegion();
        } catch (SdkClientException nobodySaysOne) {
            return Region.US_EAST_1;
        }
    }
}
