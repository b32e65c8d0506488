package com.isotoma.dboperator.driver.storage;

import java.time.Instant;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.NoSuchUploadException;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Removes what killed runs have left in a folder, and nobody pays attention to but the bill.
 *
 * @param folder with a slash at its end
 * @param before what was begun later may be under way
 */
record S3Sweep(S3Client client, String bucket, String folder, Instant before) {
    private static final int MOST = 200;
    /** Listings have a thousand entries a page. */
    private static final int MOST_LOOKED_AT = 20_000;
    /** Names as {@link ObjectKeys} makes them: what somebody else has put there is left alone. */
    private static final Pattern OURS = Pattern.compile("\\d{8}T\\d{6}Z-[^/]+");

    private static final Pattern SEGMENT = Pattern.compile("(.+)\\.segment-[^/]+");

    /** @return how much was removed */
    int run() {
        var uploads = client.listMultipartUploadsPaginator(b -> b.bucket(bucket).prefix(folder)).uploads().stream()
                .limit(MOST_LOOKED_AT)
                .filter(u -> isOurs(u.key()) && u.initiated().isBefore(before))
                .limit(MOST)
                .toList();
        var segments = client.listObjectsV2Paginator(b -> b.bucket(bucket).prefix(folder)).contents().stream()
                .limit(MOST_LOOKED_AT)
                .filter(o -> isOurs(o.key())
                        && isSegment(o.key())
                        && o.lastModified().isBefore(before))
                .limit(MOST)
                .map(S3Object::key)
                .toList();
        uploads.forEach(this::abort);
        segments.forEach(key -> client.deleteObject(b -> b.bucket(bucket).key(key)));
        return uploads.size() + segments.size();
    }

    private boolean isOurs(String key) {
        return OURS.matcher(key.substring(folder.length())).matches();
    }

    private static boolean isSegment(String key) {
        var parts = SEGMENT.matcher(key);
        return parts.matches() && S3Segments.isSegment(key, parts.group(1));
    }

    private void abort(MultipartUpload upload) {
        try {
            client.abortMultipartUpload(b -> b.bucket(bucket).key(upload.key()).uploadId(upload.uploadId()));
        } catch (NoSuchUploadException gone) {
            // Ended since it was listed: nothing is left of it.
            return;
        }
    }
}
