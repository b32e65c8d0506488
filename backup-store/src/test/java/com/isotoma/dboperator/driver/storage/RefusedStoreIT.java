package com.isotoma.dboperator.driver.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.isotoma.dboperator.driver.spi.Credentials;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A tenant's store has no run ask the node's cloud for what is the node's. */
class RefusedStoreIT {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://169.254.169.254",
                "http://169.254.169.254:80/",
                "http://[fd00:ec2::254]",
                "http://[::ffff:169.254.169.254]",
                "http://2852039166",
            })
    void atAnAddressOfTheNodeItIsNotAsked(String endpoint) throws Exception {
        try (var store = store(URI.create(endpoint), true)) {
            assertThatThrownBy(() -> store.list(""))
                    .isInstanceOfSatisfying(
                            DriverException.class, e -> assertThat(e.kind()).isEqualTo(DriverException.Kind.USER))
                    .hasMessageContaining("hands out the node's credentials");
        }
    }

    @Test
    void whereItSendsOneToIsNotAskedEither() throws Exception {
        var asked = new AtomicInteger();
        var elsewhere = server(asked, null);
        var store = server(
                new AtomicInteger(),
                "http://127.0.0.1:" + elsewhere.getAddress().getPort() + "/latest");
        try (var client =
                store(URI.create("http://127.0.0.1:" + store.getAddress().getPort()), true)) {
            assertThatThrownBy(() -> client.list("")).isInstanceOf(DriverException.class);
            assertThat(asked).hasValue(0);
        } finally {
            store.stop(0);
            elsewhere.stop(0);
        }
    }

    private static HttpServer server(AtomicInteger asked, @Nullable String location) throws Exception {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            asked.incrementAndGet();
            if (location != null) {
                exchange.getResponseHeaders().add("Location", location);
            }
            exchange.sendResponseHeaders(location == null ? 200 : 307, -1);
            exchange.close();
        });
        server.start();
        return server;
    }

    private static S3ObjectStore store(URI endpoint, boolean pathStyle) {
        return new S3ObjectStore(
                new S3Settings("us-east-1", "bucket", endpoint, pathStyle, new Credentials("id", "secret"), null));
    }
}
