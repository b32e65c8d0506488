package com.isotoma.dboperator.demo.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.isotoma.dboperator.demo.service.http.Request;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The API of the named databases, over the wire. */
@Timeout(60)
class DatabasesApiTest {
    private static final String RECORDS = "/databases/orders/records";

    private final Path data;
    private TestServer server;
    private TestClient admin;
    private TestClient user;

    DatabasesApiTest(@TempDir Path data) {
        this.data = data;
    }

    @BeforeEach
    void start() throws Exception {
        server = TestServer.start(data);
        admin = TestClient.admin(server.port());
        assertThat(admin.makeDatabase("orders", "me", "app", "secret")).isEqualTo(201);
        user = new TestClient(server.port(), "app", "secret");
    }

    @AfterEach
    void stop() {
        server.kill();
    }

    @Test
    void aRecordIsMadeReadReplacedAndDeleted() throws Exception {
        var made = user.json("POST", RECORDS, "{\"n\":1.10}");
        var address = RECORDS + "/" + made.path("id").asText();

        assertThat(user.send("GET", address).body()).contains("\"n\":1.10");
        assertThat(user.send("PUT", address, "{\"n\":2}").statusCode()).isEqualTo(200);
        assertThat(user.json("GET", RECORDS, "").path(0).path("n").asInt()).isEqualTo(2);
        assertThat(user.send("DELETE", address).statusCode()).isEqualTo(204);
        assertThat(user.send("GET", address).statusCode()).isEqualTo(404);
        assertThat(user.send("PUT", RECORDS + "/my%2Fid", "{}").statusCode()).isEqualTo(201);
        assertThat(user.send("GET", RECORDS + "/my%2Fid").body()).isEqualTo("{\"id\":\"my/id\"}");
    }

    @Test
    void onlyTheAdminManagesAndOnlyKnownPeopleGetIn() throws Exception {
        admin.makeDatabase("other", "me", "app2", "secret");
        var nobody = new TestClient(server.port(), "nobody", "secret");
        var wrong = new TestClient(server.port(), "app", "wrong");

        assertThat(user.send("GET", "/databases/orders").statusCode()).isEqualTo(403);
        assertThat(user.makeDatabase("third", "me", "app3", "x")).isEqualTo(403);
        assertThat(user.send("GET", "/databases/orders/export").statusCode()).isEqualTo(403);
        assertThat(user.send("GET", "/databases/other/records").statusCode()).isEqualTo(403);
        assertThat(nobody.send("GET", RECORDS).statusCode()).isEqualTo(401);
        assertThat(wrong.send("GET", RECORDS).statusCode()).isEqualTo(401);
        assertThat(admin.send("GET", RECORDS).statusCode()).isEqualTo(200);
    }

    @Test
    void anotherDatabaseTakesThePlaceOfOneWhoseUserStays() throws Exception {
        user.storeTexts("orders", List.of("old"));
        var newcomer = new TestClient(server.port(), "app2", "secret");
        admin.makeDatabase("incoming", "me", "app2", "secret");
        newcomer.storeTexts("incoming", List.of("new", "and more"));

        assertThat(replace("with=incoming&owner=me")).isEqualTo(204);
        assertThat(replace("with=incoming&owner=me")).isEqualTo(204);

        user.storeTexts("orders", List.of("added"));
        assertThat(user.texts("orders")).containsExactly("new", "and more", "added");
        assertThat(newcomer.send("GET", RECORDS).statusCode()).isEqualTo(401);
        assertThat(admin.send("GET", "/databases/incoming").statusCode()).isEqualTo(404);
        assertThat(admin.makeDatabase("incoming", "me", "app2", "secret")).isEqualTo(201);
    }

    @Test
    void onlyAnotherDatabaseOfTheSameOwnerTakesAPlace() throws Exception {
        admin.makeDatabase("theirs", "you", "app2", "secret");

        assertThat(replace("with=theirs&owner=me")).isEqualTo(409);
        assertThat(replace("with=theirs&owner=you")).isEqualTo(409);
        assertThat(replace("with=orders&owner=me")).isEqualTo(400);
        assertThat(replace("with=theirs")).isEqualTo(400);
        assertThat(replace("owner=me")).isEqualTo(400);
        assertThat(user.send("POST", "/databases/orders/replace?with=theirs&owner=me")
                        .statusCode())
                .isEqualTo(403);
        assertThat(admin.send("POST", "/databases/nothing/replace?with=orders&owner=me")
                        .statusCode())
                .isEqualTo(404);
    }

    private int replace(String parameters) throws Exception {
        return admin.send("POST", "/databases/orders/replace?" + parameters).statusCode();
    }

    @Test
    void namesAndUsersThatAreTakenAreConflicts() throws Exception {
        assertThat(admin.makeDatabase("orders", "you", "app", "secret")).isEqualTo(409);
        assertThat(admin.makeDatabase("other", "me", "app", "secret")).isEqualTo(409);
        assertThat(admin.makeDatabase("other", "me", TestServer.ADMIN, "secret"))
                .isEqualTo(409);
        assertThat(admin.send("DELETE", "/databases/orders?owner=you").statusCode())
                .isEqualTo(409);
        assertThat(admin.send("DELETE", "/databases/orders").statusCode()).isEqualTo(400);
        assertThat(admin.makeDatabase("orders", "me", "renamed", "secret")).isEqualTo(200);
        assertThat(admin.makeDatabase("other", "me", "app", "secret")).isEqualTo(201);
    }

    @Test
    void badRequestsAreToldWhatIsWrong() throws Exception {
        assertThat(user.send("POST", RECORDS, "{\"a\":1").body()).contains("\"error\":\"The body is not the JSON");
        assertThat(user.send("POST", RECORDS, "{\"a\":1,\"a\":2}").statusCode()).isEqualTo(400);
        assertThat(user.send("POST", RECORDS, "[]").statusCode()).isEqualTo(400);
        assertThat(user.send("POST", RECORDS, "{\"id\":\"x\"}").statusCode()).isEqualTo(400);
        assertThat(user.send("POST", RECORDS, "\"" + "x".repeat(Request.MAX_BODY) + "\"")
                        .statusCode())
                .isEqualTo(413);
        assertThat(user.send("PATCH", RECORDS).headers().firstValue("Allow")).contains("GET, POST");
        assertThat(admin.send("PUT", "/databases/" + "x".repeat(65), "{}").statusCode())
                .isEqualTo(400);
        assertThat(admin.send("PUT", "/databases/x", "{\"owner\":\"me\"}").body())
                .contains("'username' is missing");
    }

    @Test
    void whatWasConfirmedSurvivesACrashAndPasswordsAreNotOnTheDisk() throws Exception {
        user.storeTexts("orders", List.of("one", "two", "three"));
        var two = user.json("GET", RECORDS, "").path(1).path("id").asText();
        user.send("DELETE", RECORDS + "/" + two);
        var log = recordLog();
        server.kill();
        Files.writeString(log, Files.readString(log) + "+{\"id\":\"torn off by the cra");

        restart();

        assertThat(user.texts("orders")).containsExactly("one", "three");
        user.storeTexts("orders", List.of("four"));
        restart();
        assertThat(user.texts("orders")).containsExactly("one", "three", "four");
        try (var files = Files.walk(data)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(file, StandardCharsets.UTF_8)).doesNotContain("secret");
            }
        }
    }

    @Test
    void manyWritersAtOnceLoseNothing() throws Exception {
        try (var threads = Executors.newFixedThreadPool(8)) {
            var writers = IntStream.range(0, 8)
                    .mapToObj(w -> (Callable<Boolean>) () -> {
                        for (int i = 0; i < 25; i++) {
                            user.send("PUT", RECORDS + "/" + w + "-" + i, "{\"text\":\"" + w + "\"}");
                            user.send("PUT", RECORDS + "/shared", "{\"text\":\"" + i + "\"}");
                        }
                        return true;
                    })
                    .toList();
            for (var end : threads.invokeAll(writers)) {
                end.get();
            }
        }

        restart();

        assertThat(user.texts("orders")).hasSize(8 * 25 + 1);
    }

    @Test
    void manyChangesOfOneRecordDoNotFillTheDisk() throws Exception {
        var big = "{\"text\":\"" + "x".repeat(500_000) + "\"}";
        for (int i = 0; i < 20; i++) {
            assertThat(user.send("PUT", RECORDS + "/one", big).statusCode()).isIn(200, 201);
        }

        assertThat(Files.size(recordLog())).isLessThan(4_000_000);
        restart();
        assertThat(user.texts("orders")).hasSize(1);
    }

    @Test
    void anExportIsOfOneMomentWhateverHappensToTheDatabase() throws Exception {
        for (int i = 0; i < 15; i++) {
            user.storeTexts("orders", List.of("x".repeat(900_000)));
        }
        try (var export = admin.stream("/databases/orders/export").body()) {
            export.readNBytes(10);
            user.storeTexts("orders", List.of("later"));
            admin.send("DELETE", "/databases/orders?owner=me");

            var rest = new String(export.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(rest).endsWith("\n{\"end\":true,\"records\":15}\n").doesNotContain("later");
        }
    }

    private Path recordLog() throws IOException {
        try (var files = Files.walk(data)) {
            return files.filter(f -> f.endsWith("records.log")).findFirst().orElseThrow();
        }
    }

    private void restart() throws IOException {
        server.kill();
        server = TestServer.start(data);
        admin = TestClient.admin(server.port());
        user = new TestClient(server.port(), "app", "secret");
    }
}
