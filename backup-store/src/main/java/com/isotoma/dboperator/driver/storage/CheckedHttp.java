package com.isotoma.dboperator.driver.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.utils.AttributeMap;

/**
 * Ends requests whose body the store does not take, and passes on as {@link IOException} what
 * {@code UrlConnectionHttpClient} throws unchecked when a connection ends before the body of a request is sent: the SDK
 * tries again only after the former. Hosts that are {@link MetadataAddresses} are not asked at all.
 */
record CheckedHttp(SdkHttpClient client, StallWatch stalls) implements SdkHttpClient {
    /**
     * Makes such clients, each of which closes what it is made of.
     *
     * @param silence how long a store may take no byte of a body
     */
    record Builder(SdkHttpClient.Builder<?> of, Duration silence) implements SdkHttpClient.Builder<Builder> {
        @Override
        public SdkHttpClient buildWithDefaults(AttributeMap defaults) {
            return new CheckedHttp(of.buildWithDefaults(defaults), new StallWatch(silence));
        }
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        refuseMetadata(request.httpRequest().host());
        var content = request.contentStreamProvider();
        if (content.isEmpty()) {
            return new Checked(client.prepareRequest(request));
        }
        var body = new WatchedBody(content.get());
        var watched = HttpExecuteRequest.builder()
                .request(request.httpRequest())
                .contentStreamProvider(body)
                .metricCollector(request.metricCollector().orElse(null))
                .build();
        return new WatchedRequest(new Checked(client.prepareRequest(watched)), body, stalls);
    }

    /** The host of each request, since the name of a bucket may be a part of it. */
    private static void refuseMetadata(String host) {
        MetadataAddresses.of(host).ifPresent(address -> {
            // The SDK makes a copy, which keeps the cause; without an IOException it does not try again.
            throw SdkClientException.builder()
                    .cause(new RefusedHostException(host + MetadataAddresses.which(address)))
                    .build();
        });
    }

    private record Checked(ExecutableHttpRequest request) implements ExecutableHttpRequest {
        @Override
        public HttpExecuteResponse call() throws IOException {
            try {
                return request.call();
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
        }

        @Override
        public void abort() {
            request.abort();
        }
    }

    @Override
    public String clientName() {
        return client.clientName();
    }

    @Override
    public void close() {
        stalls.close();
        client.close();
    }
}
