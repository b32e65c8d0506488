package com.isotoma.dboperator.crds.contract;

import com.isotoma.dboperator.crds.v1alpha1.S3Target;
import com.isotoma.dboperator.crds.v1alpha1.StorageLocation;
import com.isotoma.dboperator.driver.support.ObjectFolder;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Comparator;
import java.util.Locale;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * StorageLocations of one bucket that share folders: one lies in a folder of the other, or both have the same prefix. A
 * namespace that is called like the folder between them would reach what all namespaces keep in the inner one. The older one
 * is used, and the younger one is not, until one of them has another prefix or is gone.
 */
public final class NestedLocations {
    private static final Pattern AWS = Pattern.compile("s3[.-][a-z0-9.-]*amazonaws\\.com(\\.cn)?");
    private static final int HTTPS = 443;
    private static final int HTTP = 80;
    private static final Comparator<StorageLocation> OLDEST_FIRST = Comparator.comparing((StorageLocation l) ->
                    Objects.requireNonNullElse(l.getMetadata().getCreationTimestamp(), ""))
            .thenComparing(l -> l.getMetadata().getName());

    private NestedLocations() {}

    /**
     * The names of those because of which this location is not used. The age decides, and of equal ones the name.
     *
     * @param all every location; this one may be among them
     */
    public static SortedSet<String> before(StorageLocation location, Stream<StorageLocation> all) {
        return all.filter(other -> OLDEST_FIRST.compare(other, location) < 0)
                .filter(other -> share(location.getSpec().s3(), other.getSpec().s3()))
                .map(other -> other.getMetadata().getName())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean share(S3Target one, S3Target other) {
        if (!one.bucket().equals(other.bucket()) || !store(one.endpoint()).equals(store(other.endpoint()))) {
            return false;
        }
        var first = ObjectFolder.of(one.prefix());
        var second = ObjectFolder.of(other.prefix());
        return first.startsWith(second) || second.startsWith(first);
    }

    /** One text for all spellings of one address; that two names lead to one store cannot be known. */
    private static String store(@Nullable String endpoint) {
        if (endpoint == null) {
            return "";
        }
        try {
            var uri = new URI(endpoint);
            var host = Objects.requireNonNullElse(uri.getHost(), "").toLowerCase(Locale.ROOT);
            int usual = "http".equalsIgnoreCase(uri.getScheme()) ? HTTP : HTTPS;
            // A name of a bucket is taken once in all of AWS.
            return AWS.matcher(host).matches() ? "" : host + ":" + (uri.getPort() < 0 ? usual : uri.getPort());
        } catch (URISyntaxException e) {
            return endpoint;
        }
    }
}
