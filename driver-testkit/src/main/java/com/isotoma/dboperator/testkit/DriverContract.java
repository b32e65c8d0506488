package com.isotoma.dboperator.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.isotoma.dboperator.driver.spi.Capability;
import com.isotoma.dboperator.driver.spi.CreateRequest;
import com.isotoma.dboperator.driver.spi.DatabaseTarget;
import com.isotoma.dboperator.driver.spi.DriverApi;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Owner;
import com.isotoma.dboperator.driver.spi.Reasons;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What {@link DriverApi} promises, as tests against a real server. A driver extends this class and says how to reach its
 * server and how to look into it as an application would.
 */
public abstract class DriverContract extends SettingsContract {
    private final Owner stranger = new Owner("another-cluster", "shop", "orders");

    @AfterEach
    void leaveTheServerClean() {
        dropAtLast(target(owner, name));
    }

    @Test
    void probeLogsInAndMakesNothing() throws Exception {
        var target = target(owner, name);

        assertThat(driver().probe(target).version()).isNotBlank();

        assertThat(databaseExists(target)).isFalse();
        assertThat(userExists(target)).isFalse();
        assertThatThrownBy(() -> driver().probe(withWrongAdminPassword(target)))
                .asInstanceOf(type(DriverException.class))
                .returns(Reasons.AUTHENTICATION_FAILED, DriverException::reason);
    }

    @Test
    void createdDatabaseTakesItsUserAndKeepsData() throws Exception {
        var target = target(owner, name);

        var info = create(target, PASSWORD);

        assertThat(info.version()).isNotBlank();
        store(target, PASSWORD, List.of("one", "two"));
        assertThat(stored(target, PASSWORD)).containsExactly("one", "two");
        assertThat(canLogIn(target, OTHER_PASSWORD)).isFalse();
    }

    @Test
    void createAgainKeepsDataAndSetsTheNewPassword() throws Exception {
        var target = target(owner, name);
        create(target, PASSWORD);
        store(target, PASSWORD, List.of("kept"));

        create(target, OTHER_PASSWORD);

        assertThat(canLogIn(target, PASSWORD)).isFalse();
        assertThat(stored(target, OTHER_PASSWORD)).containsExactly("kept");
    }

    /** A person may decide it: then it has whatever a URI, a configuration file and a shell give a meaning to. */
    @Test
    void aPasswordIsWhatItIsOnEveryWay() throws Exception {
        var target = target(owner, name);
        create(target, ODD_PASSWORD);

        assertThat(canLogIn(target, ODD_PASSWORD)).isTrue();
        assertThat(canConnect(driver().binding(target, ODD_PASSWORD), ODD_PASSWORD))
                .isTrue();
        store(target, ODD_PASSWORD, List.of("here"));
        assertThat(dump(target)).isNotEmpty();
    }

    @Test
    void twoRunsAtOnceLeaveOneWorkingDatabase() throws Exception {
        var target = target(owner, name);
        Callable<Boolean> run = () -> {
            try {
                create(target, PASSWORD);
                return true;
            } catch (DriverException e) {
                // One of two may lose a race on the server; its Job tries again.
                assertThat(e.kind()).isNotEqualTo(DriverException.Kind.USER);
                return false;
            }
        };
        try (var threads = Executors.newFixedThreadPool(2)) {
            for (var end : threads.invokeAll(List.of(run, run))) {
                end.get();
            }
        }

        create(target, PASSWORD);
        assertThat(canLogIn(target, PASSWORD)).isTrue();
    }

    @Test
    void usersOfOtherDatabasesStayOut() throws Exception {
        var target = target(owner, name);
        var neighbour = target(owner, name + "_n");
        try {
            create(target, PASSWORD);
            create(neighbour, OTHER_PASSWORD);

            assertThat(canReach(target, PASSWORD, target)).isTrue();
            assertThat(canReach(target, PASSWORD, neighbour)).isFalse();
        } finally {
            driver().drop(neighbour);
        }
    }

    @Test
    void dropRemovesDatabaseAndUserAndMayBeRepeated() throws Exception {
        var target = target(owner, name);
        create(target, PASSWORD);

        driver().drop(target);
        driver().drop(target);

        assertThat(databaseExists(target)).isFalse();
        assertThat(userExists(target)).isFalse();
    }

    @Test
    void dropOfWhatWasNeverMadeSucceeds() {
        assertThatCode(() -> driver().drop(target(owner, name))).doesNotThrowAnyException();
    }

    @Test
    void aDatabaseOfAnotherOwnerIsRefusedAndLeftAlone() throws Exception {
        var theirs = target(owner, name);
        create(theirs, PASSWORD);
        store(theirs, PASSWORD, List.of("theirs"));
        var ours = target(stranger, name);

        assertThatThrownBy(() -> create(ours, OTHER_PASSWORD))
                .asInstanceOf(type(DriverException.class))
                .returns(DriverException.Kind.USER, DriverException::kind)
                .returns(Reasons.NAME_CONFLICT, DriverException::reason);
        driver().drop(ours);

        assertThat(stored(theirs, PASSWORD)).containsExactly("theirs");
    }

    @Test
    void aDatabaseMadeBySomebodyElseIsRefusedUnlessAdoptionIsAskedFor() throws Exception {
        var target = target(owner, name);
        makeForeignDatabase(target);
        try {
            assertThatThrownBy(() -> create(target, PASSWORD))
                    .asInstanceOf(type(DriverException.class))
                    .returns(Reasons.NAME_CONFLICT, DriverException::reason);
            driver().drop(target);
            assertThat(databaseExists(target)).isTrue();

            driver().create(new CreateRequest(target, PASSWORD, true));
            assertThat(canLogIn(target, PASSWORD)).isTrue();
        } finally {
            driver().drop(target);
            dropForeignDatabase(target);
        }
    }

    @TestFactory
    Stream<DynamicTest> awkwardNamesAreNamesAndNothingElse() {
        return awkwardNames().stream()
                // In quotes, since a test must not have a blank name, and a database may.
                .map(awkward -> DynamicTest.dynamicTest("'" + awkward + "'", () -> nameIsANameAndNothingElse(awkward)));
    }

    private void nameIsANameAndNothingElse(String awkward) throws Exception {
        var target = target(owner, awkward);
        clearAway(target);
        try {
            create(target, PASSWORD);
            assertThat(canConnect(driver().binding(target, PASSWORD), PASSWORD)).isTrue();
            store(target, PASSWORD, List.of("here"));
            assertThat(stored(target, PASSWORD)).containsExactly("here");
            var dump = new ByteArrayOutputStream();
            driver().backup(target, dump);
            assertThat(dump.size()).isPositive();
            if (can(Capability.REPLACEMENT)) {
                replaceUnderOtherAwkwardNames(target);
            }
        } finally {
            driver().drop(target);
        }
        assertThat(databaseExists(target)).isFalse();
        assertThat(userExists(target)).isFalse();
    }

    /** Names of their own are new in each run; these an earlier one may have left, if it was killed. */
    private void clearAway(DatabaseTarget target) throws Exception {
        var left = driver().presence(target).otherOwner();
        if (left.isPresent() && left.get().cluster().startsWith(CLUSTER)) {
            driver().drop(target(left.get(), target.databaseName()));
        }
    }

    private void replaceUnderOtherAwkwardNames(DatabaseTarget target) throws Exception {
        var names = awkwardNames();
        int next = (names.indexOf(target.databaseName()) + 1) % names.size();
        var replacement = names.size() == 1 ? replacement() : target(owner, names.get(next));
        clearAway(replacement);
        try {
            create(replacement, OTHER_PASSWORD);
            store(replacement, OTHER_PASSWORD, List.of("instead"));
            driver().replace(target, replacement);
            assertThat(stored(target, PASSWORD)).containsExactly("instead");
        } finally {
            driver().drop(replacement);
        }
    }

    @Test
    void aDumpRestoresIntoAnotherDatabaseOfAnotherUser() throws Exception {
        var target = target(owner, name);
        create(target, PASSWORD);
        store(target, PASSWORD, List.of("first", "grün 'quoted' \\ \"x\"", ""));
        var dump = new ByteArrayOutputStream();
        var report = driver().backup(target, dump);
        if (can(Capability.COMPARABLE_COUNTS)) {
            assertThat(report.contents().totalRows()).isEqualTo(3);
        }
        // What a server knows of its tables may be of yesterday: no more can be said than that it can be asked.
        assertThat(driver().estimatedDumpBytes(target).orElse(0)).isBetween(0L, 10_000_000L);
        assertCounted(report.contents(), target);
        var copy = target(owner, name + "_copy");
        try {
            create(copy, OTHER_PASSWORD);
            assertThat(driver().isEmpty(copy)).isTrue();
            driver().restore(copy, new ByteArrayInputStream(dump.toByteArray()));

            assertThat(stored(copy, OTHER_PASSWORD)).containsExactly("first", "grün 'quoted' \\ \"x\"", "");
            assertThat(driver().isEmpty(copy)).isFalse();
            assertCounted(report.contents(), copy);
            store(copy, OTHER_PASSWORD, List.of("and more"));
        } finally {
            driver().drop(copy);
        }
    }

    @Test
    void aWrongAdminPasswordIsTheUsersMistakeAndIsNotRepeatedInTheMessage() {
        var wrong = withWrongAdminPassword(target(owner, name));

        assertThatThrownBy(() -> create(wrong, PASSWORD))
                .asInstanceOf(type(DriverException.class))
                .returns(DriverException.Kind.USER, DriverException::kind)
                .returns(Reasons.AUTHENTICATION_FAILED, DriverException::reason)
                .satisfies(e ->
                        assertThat(e.getMessage()).doesNotContain(wrong.admin().password(), PASSWORD));
    }

    @Test
    void aServerThatIsNotThereIsWaitedFor() {
        var nowhere = withClosedPort(target(owner, name));

        assertThatThrownBy(() -> create(nowhere, PASSWORD))
                .asInstanceOf(type(DriverException.class))
                .returns(DriverException.Kind.UNAVAILABLE, DriverException::kind)
                .returns(Reasons.SERVER_UNREACHABLE, DriverException::reason);
    }
}
