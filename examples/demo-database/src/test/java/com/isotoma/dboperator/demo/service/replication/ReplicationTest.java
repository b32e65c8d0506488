package com.isotoma.dboperator.demo.service.replication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Every write on the leader comes to every follower, in order. Real processes. */
@Timeout(300)
class ReplicationTest {
    private static final int WRITERS = 4;
    private static final int ROUNDS = 25;

    private final Path directory;
    private Members members;
    private MemberProcess leader;
    private MemberProcess follower;

    ReplicationTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @BeforeEach
    void start() throws Exception {
        members = new Members(directory);
        leader = members.start(0);
        follower = members.start(1);
        Members.awaitSame(leader, follower);
    }

    @AfterEach
    void stop() {
        members.close();
    }

    @Test
    void followersEndEqualToTheLeaderInOrderAfterManyWritersAtOnce() throws Exception {
        var second = members.start(2);
        try (var threads = Executors.newFixedThreadPool(WRITERS)) {
            var writers = IntStream.range(0, WRITERS)
                    .mapToObj(writer -> (Callable<Boolean>) () -> write(writer))
                    .toList();
            for (var end : threads.invokeAll(writers)) {
                assertThat(end.get()).isTrue();
            }
        }

        assertThat(leader.persons()).hasSize(4 + WRITERS * ROUNDS / 2);
        assertThat(leader.replication().path("sequence").asInt()).isEqualTo(1 + WRITERS * ROUNDS * 5 / 2);
        for (var member : new MemberProcess[] {follower, second}) {
            Members.awaitSame(leader, member);
            await().atMost(Members.SOON)
                    .untilAsserted(
                            () -> assertThat(member.replication().path("synced").asBoolean())
                                    .isTrue());
            assertThat(member.replication().path("sequence"))
                    .isEqualTo(leader.replication().path("sequence"));
        }
    }

    /** Adds persons, changes each, and removes every second one of them: five changes for two. */
    private boolean write(int writer) throws Exception {
        for (int i = 0; i < ROUNDS; i++) {
            var id = leader.add(writer + "-" + i);
            var changed = "{\"firstName\":\"changed\",\"lastName\":\"" + i + "\",\"id\":\"" + id + "\"}";
            assertThat(leader.client().send("PUT", "/persons", changed).statusCode())
                    .isEqualTo(200);
            if ((writer * ROUNDS + i) % 2 == 0) {
                leader.client().send("DELETE", "/persons", "{\"id\":\"" + id + "\"}");
            }
        }
        return true;
    }

    @Test
    void aWriteIsSeenOnAFollowerWithoutWaitingForAnInterval() throws Exception {
        // By asking every five seconds this would take a minute and a half.
        long start = System.nanoTime();
        for (int i = 0; i < 20; i++) {
            var id = leader.add("quick");
            await().atMost(Members.SOON)
                    .pollInterval(Duration.ofMillis(1))
                    .until(() -> follower.status("/persons/" + id) == 200);
        }

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));
    }

    @Test
    void afterAnImportFollowersHaveThePersonsOfTheExportOnly() throws Exception {
        var export =
                "{\"id\":\"b\",\"firstName\":\"B\"}\n{\"id\":\"a\",\"firstName\":\"A\"}\n{\"end\":true,\"records\":2}\n";

        assertThat(leader.client().send("POST", "/persons/import", export).statusCode())
                .isEqualTo(200);

        Members.awaitSame(leader, follower);
        assertThat(follower.persons().findValuesAsText("id")).containsExactly("b", "a");
        assertThat(follower.client().send("POST", "/persons/import", export).statusCode())
                .isEqualTo(501);
    }

    @Test
    void theLagOfAFollowerThatIsCutOffIsSeenAndGoesWhenItIsBack() throws Exception {
        follower.suspend();
        leader.add("one");
        leader.add("two");

        await().atMost(Members.SOON).untilAsserted(() -> {
            var seen = leader.replication().path("followers").path(0);
            assertThat(seen.path("member").asText()).isEqualTo("demo-1");
            assertThat(seen.path("lag").asInt()).isEqualTo(2);
        });
        var contact = leader.replication().path("followers").path(0).path("lastContact");
        follower.resume();

        await().atMost(Members.SOON)
                .untilAsserted(() -> assertThat(leader.replication()
                                .path("followers")
                                .path(0)
                                .path("lag")
                                .asInt())
                        .isZero());
        assertThat(leader.replication().path("followers").path(0).path("lastContact"))
                .isNotEqualTo(contact);
        Members.awaitSame(leader, follower);
    }

    @Test
    void bothEndWhenAskedToThoughTheFollowerIsWaitingForChanges() throws Exception {
        assertThat(leader.endsWithin(15)).isTrue();
        assertThat(follower.endsWithin(15)).isTrue();
    }
}
