package com.isotoma.dboperator.demo.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The open API of persons, with the answers that it always gave. */
@Timeout(60)
class PersonsApiTest {
    private final Path data;
    private TestServer server;
    private TestClient anybody;

    PersonsApiTest(@TempDir Path data) {
        this.data = data;
    }

    @BeforeEach
    void start() throws IOException {
        server = TestServer.start(data);
        anybody = new TestClient(server.port(), "any", "body");
    }

    @AfterEach
    void stop() {
        server.kill();
    }

    @Test
    void aNewServerHasFourPersonsAtBothAddresses() throws Exception {
        var persons = anybody.json("GET", "/persons", "");

        assertThat(persons).hasSize(4);
        assertThat(persons.path(0).properties().stream().map(p -> p.getKey()))
                .containsExactly("firstName", "lastName", "id");
        assertThat(anybody.json("GET", "/api/persons", "")).isEqualTo(persons);
        assertThat(anybody.send("GET", "/api/leader").body()).isEqualTo("true");
    }

    @Test
    void theServerGivesEveryNewPersonItsId() throws Exception {
        var first = anybody.json("POST", "/persons", "{\"firstName\":\"A\",\"lastName\":\"B\"}");
        var second = anybody.json("POST", "/persons", "{\"firstName\":\"A\",\"lastName\":\"B\",\"id\":\"mine\"}");
        var known = anybody.send("POST", "/persons", "{\"firstName\":\"X\",\"id\":" + first.path("id") + "}");

        assertThat(first.path("id").asText()).hasSize(36);
        assertThat(second.path("id").asText()).hasSize(36).isNotEqualTo("mine");
        assertThat(known.statusCode()).isEqualTo(200);
        assertThat(known.body()).isEmpty();
        assertThat(anybody.json("GET", "/persons/" + first.path("id").asText(), ""))
                .isEqualTo(first);
    }

    @Test
    void theAddressOfOnePersonTakesChangesOfIt() throws Exception {
        var before = anybody.json("GET", "/persons", "");
        var address = "/api/persons/" + before.path(2).path("id").asText();

        var changed = anybody.json("PUT", address, "{\"firstName\":\"New\",\"lastName\":\"Name\"}");
        assertThat(changed).isEqualTo(anybody.json("GET", address, ""));
        assertThat(changed.path("firstName").asText()).isEqualTo("New");
        assertThat(anybody.json("GET", "/persons", "").path(1)).isEqualTo(before.path(1));

        assertThat(anybody.send("PUT", address, "{\"id\":\"another\"}").statusCode())
                .isEqualTo(400);
        assertThat(anybody.send("DELETE", address).statusCode()).isEqualTo(200);
        assertThat(anybody.send("DELETE", address).statusCode()).isEqualTo(204);
        assertThat(anybody.send("PUT", address, "{}").statusCode()).isEqualTo(204);
        assertThat(anybody.json("GET", "/persons", "")).hasSize(3);
    }

    @Test
    void aChangeConcernsTheOnePersonItNames() throws Exception {
        var before = anybody.json("GET", "/persons", "");
        var changed = "{\"firstName\":\"New\",\"lastName\":\"Name\",\"id\":"
                + before.path(1).path("id") + "}";

        assertThat(anybody.json("PUT", "/persons", changed).path("lastName").asText())
                .isEqualTo("Name");

        var after = anybody.json("GET", "/persons", "");
        assertThat(after.path(1).path("firstName").asText()).isEqualTo("New");
        for (int i : new int[] {0, 2, 3}) {
            assertThat(after.path(i)).isEqualTo(before.path(i));
        }
    }

    @Test
    void whatIsNotThereIsAnsweredWithoutContent() throws Exception {
        assertThat(anybody.send("GET", "/persons/unknown").statusCode()).isEqualTo(204);
        for (var method : new String[] {"PUT", "DELETE"}) {
            for (var body : new String[] {"{}", "{\"id\":\"unknown\"}"}) {
                var answer = anybody.send(method, "/persons", body);
                assertThat(answer.statusCode()).isEqualTo(200);
                assertThat(answer.body()).isEmpty();
            }
        }
        assertThat(anybody.json("GET", "/persons", "")).hasSize(4);
    }

    @Test
    void aDeletedPersonStaysDeletedAfterARestart() throws Exception {
        var id = anybody.json("GET", "/persons", "").path(0).path("id");
        anybody.send("DELETE", "/persons", "{\"id\":" + id + "}");
        server.kill();
        start();

        assertThat(anybody.json("GET", "/persons", "")).hasSize(3);
    }

    @Test
    void malformedJsonIsRefusedWithAMessage() throws Exception {
        var answer = anybody.send("POST", "/persons", "{\"firstName\":");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("\"error\"");
    }

    @Test
    void healthAndReadinessTellTheVersion() throws Exception {
        for (var path : new String[] {"/healthz", "/readyz"}) {
            assertThat(anybody.json("GET", path, "").path("version").asText()).matches("demo-http \\d+\\..+");
        }
    }
}
