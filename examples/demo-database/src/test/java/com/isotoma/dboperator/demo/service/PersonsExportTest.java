package com.isotoma.dboperator.demo.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** All persons at once, out and in. */
@Timeout(60)
class PersonsExportTest {
    private static final String TWO = """
            {"id":"b","firstName":"Barbara","lastName":"Liskov"}
            {"id":"a","firstName":null}
            {"end":true,"records":2}
            """;

    private final Path data;
    private TestServer server;
    private TestClient anybody;

    PersonsExportTest(@TempDir Path data) {
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
    void anExportIsALineForEachPersonAndOneThatEndsIt() throws Exception {
        var export = anybody.send("GET", "/persons/export");

        assertThat(export.headers().firstValue("Content-Type")).contains("application/jsonl");
        assertThat(export.body().lines()).hasSize(5).endsWith("{\"end\":true,\"records\":4}");
        assertThat(anybody.send("GET", "/api/persons/export").body()).isEqualTo(export.body());
    }

    @Test
    void afterAnImportThePersonsAreThoseOfTheExportInItsOrder() throws Exception {
        assertThat(anybody.json("POST", "/persons/import", TWO).path("records").asInt())
                .isEqualTo(2);

        server.kill();
        start();
        assertThat(anybody.json("GET", "/persons", "").findValuesAsText("id")).containsExactly("b", "a");
        assertThat(anybody.json("GET", "/persons/b", "").path("lastName").asText())
                .isEqualTo("Liskov");
    }

    @Test
    void whatWasExportedBeforeComesBackWhole() throws Exception {
        var before = anybody.send("GET", "/persons/export").body();
        anybody.send("POST", "/persons/import", TWO);

        assertThat(anybody.send("POST", "/persons/import", before).statusCode()).isEqualTo(200);

        assertThat(anybody.send("GET", "/persons/export").body()).isEqualTo(before);
    }

    @Test
    void anExportFillsANamedDatabase() throws Exception {
        var admin = TestClient.admin(server.port());
        admin.makeDatabase("people", "me", "app", "pw");

        admin.send(
                "POST",
                "/databases/people/import",
                anybody.send("GET", "/persons/export").body());

        assertThat(admin.json("GET", "/databases/people/records", "")).isEqualTo(anybody.json("GET", "/persons", ""));
    }

    @Test
    void ofAnExportThatIsNotWholeOrNotOfPersonsNothingIsTakenIn() throws Exception {
        var before = anybody.json("GET", "/persons", "");
        for (var wrong : new String[] {
            "",
            TWO.substring(0, TWO.indexOf("{\"end\"")),
            TWO.replace(":2}", ":3}"),
            TWO.replace("\"a\"", "\"b\""),
            TWO + "{}\n",
            TWO.replace("null", "7"),
            TWO.replace("lastName", "text"),
            TWO.replace("\"id\":\"a\",", "")
        }) {
            var answer = anybody.send("POST", "/persons/import", wrong);

            assertThat(answer.statusCode()).as(wrong).isEqualTo(422);
            assertThat(answer.body()).contains("Nothing was changed.");
        }
        assertThat(anybody.json("GET", "/persons", "")).isEqualTo(before);
    }
}
