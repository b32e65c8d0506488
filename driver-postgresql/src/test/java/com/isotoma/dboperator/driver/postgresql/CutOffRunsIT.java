package com.isotoma.dboperator.driver.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import com.isotoma.dboperator.driver.spi.CreateRequest;
import com.isotoma.dboperator.driver.spi.DriverException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs that are ended at many moments, each followed by one that is not. */
class CutOffRunsIT {
    static List<TestServer> servers() {
        return List.of(TestServer.restricted18(), TestServer.restricted15());
    }

    @ParameterizedTest
    @MethodSource("servers")
    void theNextRunFinishesWhatACutOffOneBegan(TestServer server) throws Exception {
        for (int milliseconds = 0; milliseconds <= 400; milliseconds += 25) {
            try (var scratch = Scratch.planned(server)) {
                var request = new CreateRequest(
                        scratch.target(Map.of("extensions", List.of("hstore"))), Scratch.PASSWORD, false);
                cutOff(milliseconds, () -> scratch.driver().create(request));

                scratch.create(Map.of("extensions", List.of("hstore")));
                assertThat(scratch.ask("SELECT 'a=>1'::hstore -> 'a'")).containsExactly("1");
                assertThat(isMember(scratch)).isEqualTo(List.of("f"));

                cutOff(milliseconds, () -> scratch.driver().drop(scratch.target()));
            }
        }
        assertThat(server.ask("postgres", "SELECT rolname FROM pg_roles WHERE rolname LIKE 'db\\_operator\\_%'"))
                .isEmpty();
    }

    private static List<String> isMember(Scratch scratch) throws Exception {
        return scratch.server()
                .ask(
                        "postgres",
                        "SELECT pg_has_role(?, ?, 'USAGE')",
                        scratch.server().admin().username(),
                        scratch.name());
    }

    @FunctionalInterface
    private interface Run {
        void run() throws DriverException, InterruptedException;
    }

    private static void cutOff(int milliseconds, Run run) throws InterruptedException {
        var thread = Thread.ofPlatform().start(() -> {
            try {
                run.run();
            } catch (DriverException | InterruptedException e) {
                // Cut off, as intended.
            }
        });
        if (!thread.join(Duration.ofMillis(milliseconds))) {
            thread.interrupt();
        }
        assertThat(thread.join(Duration.ofSeconds(60))).isTrue();
    }
}
