package com.isotoma.dboperator.testsupport;

import java.net.URI;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.S3Object;

/** A bucket of the local S3 server, seen by somebody other than the code under test. */
public final class Bucket implements AutoCloseable {
    private static final String MANIFEST = ".manifest.json";

    private final S3Client client = S3Client.builder()
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .endpointOverride(URI.create(LocalServers.of("S3", "ENDPOINT")))
            .forcePathStyle(true)
            .region(Region.of(LocalServers.of("S3", "REGION")))
            .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(
                    LocalServers.of("S3", "ACCESS_KEY"), LocalServers.of("S3", "SECRET_KEY"))))
            .build();
    private final String name;

    /** The bucket that the server begins with. */
    public Bucket() {
        this(LocalServers.of("S3", "BUCKET"));
    }

    /** A bucket that may not be there yet. */
    public Bucket(String name) {
        this.name = name;
    }

    public String name() {
        return name;
    }

    /** Keys of the objects; none when there is no bucket. */
    public List<String> keys(String prefix) {
        try {
            return client.listObjectsV2(b -> b.bucket(name).prefix(prefix)).contents().stream()
                    .map(S3Object::key)
                    .toList();
        } catch (NoSuchBucketException e) {
            return List.of();
        }
    }

    /**
     * Keys of the backups of Databases. Each has its manifest beside it, and there is nothing else.
     *
     * @throws IllegalStateException when that is not so
     */
    public List<String> backups(String prefix) {
        var keys = keys(prefix);
        var backups = keys.stream().filter(k -> !k.endsWith(MANIFEST)).toList();
        var wanted = backups.stream().flatMap(k -> Stream.of(k, k + MANIFEST)).toList();
        if (!keys.equals(wanted)) {
            throw new IllegalStateException("not every backup and manifest has the other: " + keys);
        }
        return backups;
    }

    public int openUploads(String prefix) {
        return client.listMultipartUploads(b -> b.bucket(name).prefix(prefix))
                .uploads()
                .size();
    }

    public byte[] read(String key) {
        return client.getObject(b -> b.bucket(name).key(key), ResponseTransformer.toBytes())
                .asByteArray();
    }

    /** Stores an object, in the place of one that is there. */
    public void write(String key, byte[] content) {
        client.putObject(b -> b.bucket(name).key(key), RequestBody.fromBytes(content));
    }

    /** Removes its objects and the bucket itself; none is no matter. */
    public void remove() {
        try {
            keys("").forEach(key -> client.deleteObject(b -> b.bucket(name).key(key)));
            client.deleteBucket(b -> b.bucket(name));
        } catch (NoSuchBucketException gone) {
            return;
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
