package com.isotoma.dboperator.demo.service.persons;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is kept of persons, and what of it goes from one member to another. */
@Timeout(60)
class DataStoreTest {
    private static final Person ADA = new Person("Ada", "Lovelace", "a");

    private final Path directory;

    DataStoreTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void newDataOfALeaderHaveAnEpochOfTheirOwnThatStays() throws Exception {
        var first = leader("one").position();

        assertThat(leader("one").position()).isEqualTo(first);
        assertThat(leader("two").position().epoch()).isNotEqualTo(first.epoch());
        assertThat(follower("three").position()).isEqualTo(Position.NOTHING);
    }

    @Test
    void whoIsAtTheSamePlaceGetsChangesAndEverybodyElseEverything() throws Exception {
        var store = leader("leader");
        var begin = store.position();
        new Persons(store).add(ADA);
        var now = store.position();

        assertThat(store.since(begin, Duration.ZERO)).containsInstanceOf(Update.Changes.class);
        assertThat(store.since(now, Duration.ZERO)).contains(new Update.Changes(now, List.of()));
        for (var elsewhere : List.of(
                Position.NOTHING,
                new Position("other", 1),
                new Position(now.epoch(), 0),
                new Position(now.epoch(), now.sequence() + 1))) {
            assertThat(store.since(elsewhere, Duration.ZERO))
                    .as(elsewhere.toString())
                    .contains(new Update.Whole(store.now().orElseThrow()));
        }
    }

    @Test
    void afterAnImportOrARestartOnlyWhoHasAllOfItNeedsNotEverything() throws Exception {
        var store = leader("leader");
        var before = store.position();
        new Persons(store).replaceAll(Map.of("a", ADA));

        assertThat(store.since(before, Duration.ZERO)).containsInstanceOf(Update.Whole.class);
        assertThat(leader("leader").since(before, Duration.ZERO)).containsInstanceOf(Update.Whole.class);
        assertThat(leader("leader").since(store.position(), Duration.ZERO)).containsInstanceOf(Update.Changes.class);
    }

    @Test
    void anAnswerToAnOldQuestionIsNotTakenOver() throws Exception {
        var leader = leader("leader");
        var follower = follower("follower");
        var asked = follower.position();
        var old = leader.since(asked, Duration.ZERO).orElseThrow();
        new Persons(leader).add(ADA);
        var young = leader.since(asked, Duration.ZERO).orElseThrow();

        assertThat(follower.adopt(asked, young)).isTrue();
        assertThat(follower.adopt(asked, old)).as("has this and more").isTrue();

        assertThat(follower.now()).isEqualTo(leader.now());
        assertThat(follower.adopt(asked, new Update.Changes(new Position("other", 3), List.of())))
                .isFalse();
    }

    @Test
    void aGapInTheChangesIsRefusedAndNothingIsTakenOver() throws Exception {
        var store = leader("member");
        var here = store.position();
        var later = new Position(here.epoch(), here.sequence() + 2);

        assertThatThrownBy(() ->
                        store.adopt(here, new Update.Changes(later, List.of(Change.put(here.sequence() + 2, ADA)))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is missing");
        assertThat(store.position()).isEqualTo(here);
    }

    @Test
    void whenTheDiskFailsNothingHasChangedInMemoryEither() throws Exception {
        var store = leader("leader");
        var before = store.now();
        var file = directory.resolve("leader").resolve("data.json");
        Files.delete(file);
        Files.createDirectories(file.resolve("in the way"));

        assertThatThrownBy(() -> new Persons(store).add(ADA)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> new Persons(store).replaceAll(Map.of())).isInstanceOf(IOException.class);
        assertThat(store.now()).isEqualTo(before);
        assertThat(store.since(store.position(), Duration.ZERO))
                .contains(new Update.Changes(store.position(), List.of()));
    }

    @Test
    void aDamagedFileIsNamedAndLeftAsItIs() throws Exception {
        leader("leader");
        var file = directory.resolve("leader").resolve("data.json");
        for (var damaged : List.of("{\"epoch\":", "{}", "[]", "null", "{\"epoch\":\"e\",\"sequence\":1}")) {
            Files.writeString(file, damaged);

            assertThatThrownBy(() -> leader("leader"))
                    .as(damaged)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(file.toString());
            assertThat(file).hasContent(damaged);
        }
    }

    @Test
    void whatACrashLeftUnfinishedIsClearedAway() throws Exception {
        leader("leader");
        var left = Files.createFile(directory.resolve("leader").resolve("x.unfinished"));

        leader("leader");

        assertThat(left).doesNotExist();
    }

    private DataStore leader(String name) throws IOException {
        return DataStore.ofLeader(Files.createDirectories(directory.resolve(name)));
    }

    private DataStore follower(String name) throws IOException {
        return DataStore.ofFollower(Files.createDirectories(directory.resolve(name)));
    }
}
