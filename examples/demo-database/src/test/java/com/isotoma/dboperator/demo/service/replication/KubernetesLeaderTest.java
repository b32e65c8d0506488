package com.isotoma.dboperator.demo.service.replication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How a member learns what it is, and a follower where its leader is. */
@Timeout(60)
class KubernetesLeaderTest {
    private static final int PORT = 8089;

    private final Path directory;
    private FakeApiServer api;

    KubernetesLeaderTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @BeforeEach
    void start() throws Exception {
        api = FakeApiServer.start(directory);
        api.leaderIsAt("10.0.0.7");
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void theLeaderIsWhereItsPodIsNowInWhateverFormTheAddressHas() throws Exception {
        var finder = follower(Map.of()).finder();

        assertThat(finder.find()).hasToString("http://10.0.0.7:8089");
        api.leaderIsAt("fd00::7");
        assertThat(finder.find()).hasToString("http://[fd00::7]:8089");
    }

    @Test
    void withoutANamespaceThatOfTheServiceAccountIsMeant() throws Exception {
        assertThat(follower(Map.of("NAMESPACE", "")).finder().find()).hasToString("http://10.0.0.7:8089");
    }

    @Test
    void whatIsMissingIsSaid() {
        api.leaderIsAt("");
        fails("database/demo-0 has no address yet");
        api.answersWith(404);
        fails("database/demo-0 does not exist");
        api.answersWith(403);
        fails("does the service account have a Role");
        api.answersWith(500);
        fails("answered 500");
        api.close();
        fails("https://127.0.0.1:" + api.port());
    }

    @Test
    void aTokenIsReadAnewAndNeverTold() throws Exception {
        var finder = follower(Map.of()).finder();
        Files.writeString(api.serviceAccount().resolve("token"), "an-old-token");

        assertThatThrownBy(finder::find)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("401")
                .hasMessageNotContaining("an-old-token");
    }

    @Test
    void aServerThatAnotherAuthorityVouchesForIsNotTrusted(@TempDir Path elsewhere) throws Exception {
        try (var other = FakeApiServer.start(elsewhere, TestKeys.make())) {
            var finder = follower(Map.of("KUBERNETES_SERVICE_PORT", String.valueOf(other.port())))
                    .finder();

            assertThatThrownBy(finder::find).isInstanceOf(IOException.class).hasMessageContaining("SSLHandshake");
        }
    }

    @Test
    void theMemberWithIndexZeroLeadsAndSoDoesOneThatIsAlone() {
        assertThat(Membership.of(Map.of(), PORT)).isEqualTo(new Membership.Leader("alone"));
        assertThat(Membership.of(Map.of("POD_NAME", "demo-0"), PORT)).isEqualTo(new Membership.Leader("demo-0"));
        assertThat(Membership.of(environment(Map.of("POD_NAME", "demo-10")), PORT))
                .isInstanceOf(Membership.Follower.class);
    }

    @Test
    void aGivenAddressOfTheLeaderIsTaken() throws Exception {
        assertThat(follower(Map.of("LEADER_URL", "http://127.0.0.5:81"))
                        .finder()
                        .find())
                .hasToString("http://127.0.0.5:81");
    }

    @Test
    void anEnvironmentThatCannotWorkIsRefusedWithTheRemedy() {
        refused(Map.of("LEADER_URL", "demo-0"), PORT, "LEADER_URL is 'demo-0'");
        refused(Map.of("KUBERNETES_SERVICE_HOST", ""), PORT, "set LEADER_URL");
        refused(Map.of("POD_NAME", "demo"), PORT, "POD_NAME is 'demo'");
        refused(Map.of(), 0, "--port is 0");
    }

    private void fails(String why) {
        assertThatThrownBy(() -> follower(Map.of()).finder().find())
                .isInstanceOf(IOException.class)
                .hasMessageContaining(why);
    }

    private void refused(Map<String, String> different, int port, String why) {
        assertThatThrownBy(() -> Membership.of(environment(different), port))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why);
    }

    private Membership.Follower follower(Map<String, String> different) {
        return (Membership.Follower) Membership.of(environment(different), PORT);
    }

    private Map<String, String> environment(Map<String, String> different) {
        var environment = new HashMap<>(api.environment());
        environment.put("POD_NAME", "demo-1");
        environment.putAll(different);
        return environment;
    }
}
