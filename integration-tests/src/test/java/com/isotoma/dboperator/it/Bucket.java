package com.isotoma.dboperator.it;

import com.isotoma.dboperator.testsupport.LocalServers;
import java.net.URI;
import java.util.List;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** The bucket of the local S3 server, seen by somebody other than the code under test. */
final class Bucket implements AutoCloseable {
    private final S3Client client = S3Client.builder()
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .endpointOverride(URI.create(LocalServers.of("S3", "ENDPOINT")))
            .forcePathStyle(true)
            .region(Region.of(LocalServers.of("S3", "REGION")))
            .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(
                    LocalServers.of("S3", "ACCESS_KEY"), LocalServers.of("S3", "SECRET_KEY"))))
            .build();
    private final String name = LocalServers.of("S3", "BUCKET");

    String name() {
        return name;
    }

    List<String> keys(String prefix) {
        return client.listObjectsV2(b -> b.bucket(name).prefix(prefix)).contents().stream()
                .map(S3Object::key)
                .toList();
    }

    int openUploads(String prefix) {
        return client.listMultipartUploads(b -> b.bucket(name).prefix(prefix))
                .uploads()
                .size();
    }

    byte[] read(String key) {
        return client.getObject(b -> b.bucket(name).key(key), ResponseTransformer.toBytes())
                .asByteArray();
    }

    @Override
    public void close() {
        client.close();
    }
}
