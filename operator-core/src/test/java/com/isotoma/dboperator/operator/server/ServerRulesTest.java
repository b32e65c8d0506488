package com.isotoma.dboperator.operator.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.isotoma.dboperator.crds.v1alpha1.Database;
import com.isotoma.dboperator.crds.v1alpha1.DatabaseServer;
import com.isotoma.dboperator.crds.v1alpha1.DatabaseServerSpec;
import com.isotoma.dboperator.operator.status.Verdict;
import com.isotoma.dboperator.operator.view.FixedView;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When a DatabaseServer is asked, how it stands, and which Databases keep it. */
class ServerRulesTest {
    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

    private final FixedView view = new FixedView();

    @ParameterizedTest
    @CsvSource({
        "1, true, 2026-01-01T11:30:00Z, PT30M",
        "1, true, 2026-01-01T11:00:00Z, PT0S",
        "1, false, 2026-01-01T11:59:30Z, PT30S",
        "1, false, 2026-01-01T11:58:00Z, PT-1M",
        "1, true, 2026-02-01T00:00:00Z, PT0S",
        "2, true, 2026-01-01T11:59:59Z, PT0S",
        "1, true, no time, PT0S",
    })
    void itIsAskedAtOnceThenEveryHourAndEveryMinuteWhileItDoesNotAnswer(
            long generation, boolean reachable, String checked, Duration wait) {
        var facts = ServerFacts.of(server(generation, """
                check: {observedGeneration: 1, lastCheckTime: '%s', reachable: %s, reason: R, message: m}
                """.formatted(checked, reachable)));

        assertThat(ServerRules.wait(facts, NOW)).isEqualTo(wait);
    }

    @ParameterizedTest
    @CsvSource({"10m, true, PT9M", "10m, false, PT0S", "2d, true, PT47H59M", "9999x, true, PT59M"})
    void itSaysItselfHowOften(String interval, boolean reachable, Duration wait) {
        var server = server(1, """
                check: {observedGeneration: 1, lastCheckTime: '2026-01-01T11:59:00Z', reachable: %s, reason: R, message: m}
                """.formatted(reachable));
        var spec = server.getSpec();
        server.setSpec(new DatabaseServerSpec(
                spec.driver(),
                spec.connect(),
                spec.tls(),
                spec.credentials(),
                spec.allowedNamespaces(),
                spec.backupTo(),
                spec.deletionPolicy(),
                null,
                interval,
                null,
                null));

        assertThat(ServerRules.wait(ServerFacts.of(server), NOW)).isEqualTo(wait);
    }

    @Test
    void eachTimeHasAJobOfItsOwn() {
        var first = ServerFacts.of(server(1, "databases: 0"));
        var second = ServerFacts.of(server(1, """
                check: {observedGeneration: 1, lastCheckTime: '2026-01-01T11:00:00Z', reachable: true}
                """));
        var changed = ServerFacts.of(server(2, "databases: 0"));

        assertThat(ServerRules.job(first)).isEqualTo(ServerRules.job(ServerFacts.of(server(1, "databases: 3"))));
        assertThat(new String[] {ServerRules.job(first), ServerRules.job(second), ServerRules.job(changed)})
                .doesNotHaveDuplicates();
    }

    @Test
    void itIsReadyWhenItAnswersToThisVeryGeneration() {
        var answers = """
                check: {observedGeneration: 1, lastCheckTime: '2026-01-01T11:00:00Z', reachable: true, reason: Answers, message: it does}
                """;

        assertThat(ready(server(1, answers))).isEqualTo(Verdict.yes("Answers", "it does"));
        assertThat(ready(server(2, answers)).reason()).isEqualTo("NotChecked");
        assertThat(ready(server(1, answers.replace("true", "false").replace("Answers", "ConnectionFailed"))))
                .isEqualTo(Verdict.no("ConnectionFailed", "it does"));
    }

    @Test
    void databasesThatMayUseItOrHaveSomethingOnItKeepIt() {
        var server = server(1, "databases: 0");
        database("team", "new", "main", "");
        database("team", "elsewhere", "another", "");
        database("others", "refused", "main", "");
        database("others", "made", "main", "status: {databaseName: others__made}");

        var users = ServerUsers.of(server, view);

        assertThat(users.none()).isFalse();
        assertThat(ServerUsers.names(users.all())).isEqualTo("others/made, team/new");
        assertThat(ServerUsers.names(users.unlisted())).isEqualTo("others/made");
        assertThat(ServerRules.ready(ServerFacts.of(server), true, users).message())
                .contains("2 Databases", "others/made, team/new");
    }

    @Test
    void oneThatOnlyAnUnlistedNamespaceNamesCanGo() {
        database("others", "refused", "main", "");

        assertThat(ServerUsers.of(server(1, "databases: 0"), view).none()).isTrue();
    }

    @Test
    void ofManyOnlySomeAreNamed() {
        for (int i = 0; i < 12; i++) {
            database("team", "d%02d".formatted(i), "main", "");
        }

        assertThat(ServerUsers.names(
                        ServerUsers.of(server(1, "databases: 0"), view).all()))
                .startsWith("team/d00, team/d01, ")
                .endsWith("team/d09 and 2 more");
    }

    private Verdict ready(DatabaseServer server) {
        return ServerRules.ready(ServerFacts.of(server), false, ServerUsers.of(server, view));
    }

    private void database(String namespace, String name, String server, String status) {
        view.add(Database.class, """
                apiVersion: db.isotoma.com/v1alpha1
                kind: Database
                metadata: {namespace: %s, name: %s}
                spec: {server: %s}
                %s
                """.formatted(namespace, name, server, status));
    }

    private static DatabaseServer server(long generation, String status) {
        return Serialization.unmarshal("""
                apiVersion: db.isotoma.com/v1alpha1
                kind: DatabaseServer
                metadata: {name: main, uid: u, generation: %s}
                spec:
                  driver: d
                  connect: {host: h}
                  credentials: {username: {value: a}, password: {valueFrom: {secretKeyRef: {name: s, key: k}}}}
                  allowedNamespaces: [team]
                status:
                  %s
                """.formatted(generation, status.strip()), DatabaseServer.class);
    }
}
