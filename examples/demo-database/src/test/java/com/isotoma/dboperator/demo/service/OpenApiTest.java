package com.isotoma.dboperator.demo.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.isotoma.dboperator.demo.service.http.Route;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The description says what the service does: no more, no less. */
@Timeout(60)
class OpenApiTest {
    private static final Set<String> METHODS = Set.of("get", "post", "put", "delete", "patch", "head", "options");

    private static final Set<String> OPEN = Set.of(
            "/api/leader",
            "/api/replication",
            "/api/changes",
            "/api/onleaderupdated",
            "/api/openapi.yaml",
            "/healthz",
            "/readyz");

    private record Operation(String method, String path, JsonNode description) {
        String name() {
            return method + " " + path;
        }
    }

    private final Path data;
    private TestServer leader;
    private TestServer follower;
    private JsonNode document;

    OpenApiTest(@TempDir Path data) {
        this.data = data;
    }

    @BeforeEach
    void start() throws Exception {
        leader = TestServer.start(data.resolve("leader"));
        follower = TestServer.follower(data.resolve("follower"), "demo-1", leader.port());
        var answer = client(leader).send("GET", "/api/openapi.yaml");
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/yaml");
        document = Serialization.unmarshal(answer.body(), JsonNode.class);
    }

    @AfterEach
    void stop() {
        follower.kill();
        leader.kill();
    }

    @Test
    void itDescribesExactlyTheRoutesThatEveryMemberHas() {
        var described = operations().stream().map(Operation::name).toList();

        assertThat(names(leader.routes())).containsExactlyInAnyOrderElementsOf(described);
        assertThat(names(follower.routes())).containsExactlyInAnyOrderElementsOf(described);
    }

    @Test
    void everyDescribedRequestIsAnsweredAsDescribedByLeaderAndFollower() throws Exception {
        assertThat(client(follower).send("GET", "/api/onleaderupdated").statusCode())
                .isEqualTo(200);
        for (var operation : operations()) {
            var path = operation.path().replaceAll("\\{[a-z]+}", "unknown");
            var possible = statuses(operation);
            for (var server : List.of(leader, follower)) {
                var answer = client(server).send(operation.method(), path);

                assertThat(possible).as(operation.name()).contains(String.valueOf(answer.statusCode()));
                assertThat(answer.body()).doesNotContain("This address does not exist");
            }
        }
    }

    @Test
    void whatOnlyTheLeaderDoesIsDescribedWith501AndAnsweredSoByFollowers() throws Exception {
        client(follower).send("GET", "/api/onleaderupdated");
        for (var route : follower.routes()) {
            if (route.member() == Route.Member.LEADER) {
                var path = route.path().replaceAll("[{}]", "");
                var answer = client(follower).send(route.method(), path + "?a=b");

                assertThat(answer.statusCode()).as(route.path()).isEqualTo(501);
                assertThat(answer.body()).isEmpty();
                assertThat(answer.headers().firstValue("Location"))
                        .contains("http://127.0.0.1:" + leader.port() + path + "?a=b");
            }
        }
        assertThat(operations())
                .filteredOn(o -> statuses(o).contains("501") && !o.path().equals("/api/onleaderupdated"))
                .extracting(Operation::name)
                .containsExactlyInAnyOrderElementsOf(names(leader.routes().stream()
                        .filter(route -> route.member() == Route.Member.LEADER)
                        .toList()));
    }

    /** The sample persons are open to all; everything else that has data asks who is there. */
    @Test
    void whatIsOpenIsDescribedAndNothingElse() throws Exception {
        var open = operations().stream()
                .filter(operation -> operation.description().path("security").isEmpty())
                .toList();
        assertThat(open)
                .extracting(Operation::path)
                .allMatch(path -> path.replaceFirst("^/api", "").startsWith("/persons") || OPEN.contains(path));
        for (var operation : operations()) {
            if (!open.contains(operation)) {
                var path = operation.path().replaceAll("\\{[a-z]+}", "unknown");
                assertThat(new TestClient(leader.port(), "nobody", "")
                                .send(operation.method(), path)
                                .statusCode())
                        .as(operation.name())
                        .isEqualTo(401);
            }
        }
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        assertThat(document.findValuesAsText("$ref"))
                .isNotEmpty()
                .allSatisfy(reference -> assertThat(resolve(reference).isMissingNode())
                        .as(reference)
                        .isFalse());
    }

    private List<Operation> operations() {
        var operations = new ArrayList<Operation>();
        for (Map.Entry<String, JsonNode> entry : document.path("paths").properties()) {
            var item = entry.getValue().has("$ref")
                    ? resolve(entry.getValue().path("$ref").asText())
                    : entry.getValue();
            for (var part : item.properties()) {
                if (METHODS.contains(part.getKey())) {
                    operations.add(
                            new Operation(part.getKey().toUpperCase(Locale.ROOT), entry.getKey(), part.getValue()));
                }
            }
        }
        return operations;
    }

    private static Set<String> statuses(Operation operation) {
        var statuses = new TreeSet<String>();
        operation.description().path("responses").fieldNames().forEachRemaining(statuses::add);
        return statuses;
    }

    private JsonNode resolve(String reference) {
        return document.at(Objects.requireNonNull(URI.create(reference).getFragment()));
    }

    private static List<String> names(List<Route> routes) {
        return routes.stream().map(route -> route.method() + " " + route.path()).toList();
    }

    private static TestClient client(TestServer server) {
        return TestClient.admin(server.port());
    }
}
