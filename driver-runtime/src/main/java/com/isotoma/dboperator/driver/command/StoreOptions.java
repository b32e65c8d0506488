package com.isotoma.dboperator.driver.command;

import com.isotoma.dboperator.driver.storage.ObjectStore;
import com.isotoma.dboperator.driver.storage.S3ObjectStore;
import com.isotoma.dboperator.driver.storage.S3Settings;
import com.isotoma.dboperator.driver.storage.SettingsSource;
import java.net.URI;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How commands without a cluster reach a bucket. */
final class StoreOptions {
    /** Where its access key comes from, for help texts. */
    static final String ACCESS_KEY =
            "The access key is found as every tool of AWS finds it: AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, a";

    private static final Pattern ADDRESS = Pattern.compile("s3://([^/]+)(?:/(.*))?");

    @Option(names = "--endpoint", paramLabel = "URL", description = "Address of a store other than AWS")
    private @Nullable URI endpoint;

    @Option(names = "--region", paramLabel = "REGION", description = "Region. Default: what the environment says")
    private @Nullable String region;

    @Option(
            names = "--path-style",
            negatable = true,
            description = "Whether the bucket stands in the path. Default: with --endpoint")
    private @Nullable Boolean pathStyle;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this")
    private boolean help;

    /** Whether nothing else is wanted. */
    boolean help() {
        return help;
    }

    /**
     * @param bucket of the address
     * @param key all that follows it, perhaps nothing
     */
    record Address(String bucket, String key) {
        /** Empty when the text is no such address. */
        static Optional<Address> of(String text) {
            var parts = ADDRESS.matcher(text);
            return parts.matches()
                    ? Optional.of(new Address(parts.group(1), Objects.requireNonNullElse(parts.group(2), "")))
                    : Optional.empty();
        }
    }

    /** @param option the option with the address, for messages */
    ObjectStore open(Address address, String option) {
        boolean inPath = pathStyle == null ? endpoint != null : pathStyle;
        var source = new SettingsSource(
                "the address after " + option + ", --region and --endpoint",
                "AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY");
        return new S3ObjectStore(new S3Settings(region, address.bucket(), endpoint, inPath, null, null, source));
    }
}
