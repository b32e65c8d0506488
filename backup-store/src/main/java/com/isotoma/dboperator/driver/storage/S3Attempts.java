package com.isotoma.dboperator.driver.storage;

import java.util.List;
import java.util.TreeMap;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Finds what the attempts at one Backup have left in a bucket: objects, manifests, segments, and uploads that did not end. */
record S3Attempts(S3Client client, String bucket, AttemptKeys keys) {
    List<StoredAttempt> find() {
        var committed = new TreeMap<String, Boolean>();
        client.listMultipartUploadsPaginator(b -> b.bucket(bucket).prefix(keys.stem())).uploads().stream()
                .map(MultipartUpload::key)
                .forEach(key -> keys.attemptOf(key).ifPresent(attempt -> committed.putIfAbsent(attempt, false)));
        client.listObjectsV2Paginator(b -> b.bucket(bucket).prefix(keys.stem())).contents().stream()
                .map(S3Object::key)
                .forEach(key -> keys.attemptOf(key)
                        .ifPresent(attempt ->
                                committed.merge(attempt, key.equals(Manifest.keyOf(attempt)), Boolean::logicalOr)));
        return committed.entrySet().stream()
                .map(a -> new StoredAttempt(a.getKey(), a.getValue()))
                .toList();
    }
}
