package com.isotoma.dboperator.demo.service.replication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Members that are not there, come late, come back, or come back without what they had. Real processes. */
@Timeout(300)
class AbsenceTest {
    private final Path directory;
    private Members members;

    AbsenceTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @BeforeEach
    void start() throws Exception {
        members = new Members(directory);
    }

    @AfterEach
    void stop() {
        members.close();
    }

    @Test
    void aFollowerThatStartsBeforeItsLeaderIsNeitherReadyNorEmpty() throws Exception {
        members.leaderIsNowhere();
        var follower = members.start(1);

        await().atMost(Members.SOON)
                .untilAsserted(
                        () -> assertThat(follower.replication().path("problem").asText())
                                .contains("demo-0 has no address yet"));
        assertThat(follower.status("/readyz")).isEqualTo(503);
        assertThat(follower.status("/healthz")).isEqualTo(200);
        for (var path : new String[] {"/persons", "/persons/some", "/persons/export", "/api/onleaderupdated"}) {
            assertThat(follower.status(path)).as(path).isEqualTo(503);
        }

        var leader = members.start(0);
        Members.awaitSame(leader, follower);
        assertThat(follower.persons()).hasSize(4);
        assertThat(follower.status("/readyz")).isEqualTo(200);
        assertThat(follower.status("/api/onleaderupdated")).isEqualTo(200);
    }

    @Test
    void aFollowerThatIsKilledServesWhatItHadAndCatchesUp() throws Exception {
        var leader = members.start(0);
        var follower = members.start(1);
        Members.awaitSame(leader, follower);
        follower.kill();
        leader.add("while it was away");
        leader.suspend();

        var again = members.start(1);
        assertThat(again.status("/readyz")).isEqualTo(200);
        assertThat(again.persons()).hasSize(4);
        leader.resume();

        Members.awaitSame(leader, again);
        assertThat(again.persons()).hasSize(5);
    }

    @Test
    void aLeaderThatComesBackElsewhereIsFoundAndHasEverythingItConfirmed() throws Exception {
        var leader = members.start(0);
        var follower = members.start(1);
        leader.add("before");
        Members.awaitSame(leader, follower);
        var before = leader.replication();
        leader.kill();

        await().atMost(Members.SOON).untilAsserted(() -> {
            assertThat(follower.replication().path("synced").asBoolean()).isFalse();
            assertThat(follower.replication().path("problem").asText()).isNotEmpty();
        });
        assertThat(follower.status("/api/onleaderupdated")).isEqualTo(503);
        assertThat(follower.persons()).as("reads go on").hasSize(5);
        var again = members.start(0);
        assertThat(again.replication().path("epoch")).isEqualTo(before.path("epoch"));
        assertThat(again.replication().path("sequence")).isEqualTo(before.path("sequence"));
        again.add("after");

        Members.awaitSame(again, follower);
        assertThat(follower.persons()).hasSize(6);
        assertThat(follower.log()).doesNotContain("OTHER DATA");
    }

    @Test
    void aLeaderThatLostItsVolumeIsFollowedAndTheLossIsLogged() throws Exception {
        var leader = members.start(0);
        var follower = members.start(1);
        leader.add("lost");
        Members.awaitSame(leader, follower);
        var before = leader.replication().path("epoch");
        leader.kill();
        delete(members.data(0));

        var again = members.start(0);

        Members.awaitSame(again, follower);
        assertThat(follower.persons()).hasSize(4);
        assertThat(follower.replication().path("epoch")).isNotEqualTo(before);
        assertThat(follower.log()).contains("THE LEADER HAS OTHER DATA").contains(before.asText());
    }

    @Test
    void aFollowerWhoseDiskFailsShowsItsLagAndGoesOnWhenItWorksAgain() throws Exception {
        var leader = members.start(0);
        var follower = members.start(1);
        Members.awaitSame(leader, follower);
        var file = members.data(1).resolve("data.json");
        Files.delete(file);
        Files.createDirectories(file.resolve("in the way"));
        leader.add("not to be stored");

        await().atMost(Members.SOON).untilAsserted(() -> {
            assertThat(follower.replication().path("lag").asInt()).isEqualTo(1);
            assertThat(follower.replication().path("synced").asBoolean()).isFalse();
        });
        assertThat(follower.persons()).hasSize(4);
        delete(file);

        Members.awaitSame(leader, follower);
    }

    private static void delete(Path tree) throws IOException {
        try (var files = Files.walk(tree)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
