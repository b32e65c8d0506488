package com.isotoma.dboperator.driver.storage;

import com.isotoma.dboperator.driver.spi.Credentials;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * How to reach a bucket, all values resolved.
 *
 * @param region region, or null for what the environment says
 * @param bucket bucket
 * @param endpoint address of a store other than AWS, or null
 * @param pathStyle whether the bucket stands in the path
 * @param accessKey id and secret of an access key, or null for the SDK's own chain
 * @param sessionToken token of a temporary access key, or null
 * @param source where all this was given
 * @param extras what some stores need
 */
public record S3Settings(
        @Nullable String region,
        String bucket,
        @Nullable URI endpoint,
        boolean pathStyle,
        @Nullable Credentials accessKey,
        @Nullable String sessionToken,
        SettingsSource source,
        S3Extras extras) {
    /** The settings of a store that needs nothing special. */
    public S3Settings(
            @Nullable String region,
            String bucket,
            @Nullable URI endpoint,
            boolean pathStyle,
            @Nullable Credentials accessKey,
            @Nullable String sessionToken,
            SettingsSource source) {
        this(region, bucket, endpoint, pathStyle, accessKey, sessionToken, source, S3Extras.NONE);
    }

    /** The settings of a Database. */
    public S3Settings(
            @Nullable String region,
            String bucket,
            @Nullable URI endpoint,
            boolean pathStyle,
            @Nullable Credentials accessKey,
            @Nullable String sessionToken) {
        this(region, bucket, endpoint, pathStyle, accessKey, sessionToken, SettingsSource.DATABASE);
    }

    /** Shows no secret. */
    @Override
    public String toString() {
        return "S3Settings[" + bucket + " at " + (endpoint == null ? "AWS" : endpoint) + "]";
    }
}
