package com.isotoma.dboperator.demo.service.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.isotoma.dboperator.demo.service.TestClient;
import com.isotoma.dboperator.demo.service.TestServer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Which request comes to which route. */
@Timeout(60)
class RoutesTest {
    @Test
    void anAddressThatIsWrittenOutComesBeforeOneWithANameAndTellsItsMethods(@TempDir Path data) throws Exception {
        try (var server = TestServer.start(data)) {
            var client = TestClient.admin(server.port());

            assertThat(client.send("POST", "/persons/export").headers().firstValue("Allow"))
                    .contains("GET");
            assertThat(client.send("GET", "/persons/import").headers().firstValue("Allow"))
                    .contains("POST");
            assertThat(client.send("POST", "/api/leader").headers().firstValue("Allow"))
                    .contains("GET");
            assertThat(client.send("PATCH", "/persons").headers().firstValue("Allow"))
                    .contains("GET, POST, PUT, DELETE");
        }
    }

    @Test
    void anUnknownAddressIsNotFound(@TempDir Path data) throws Exception {
        try (var server = TestServer.start(data)) {
            for (var path : new String[] {"/", "/person", "/persons/a/b", "/api", "/api/unknown", "/healthz/more"}) {
                assertThat(TestClient.admin(server.port()).send("GET", path).statusCode())
                        .as(path)
                        .isEqualTo(404);
            }
        }
    }
}
