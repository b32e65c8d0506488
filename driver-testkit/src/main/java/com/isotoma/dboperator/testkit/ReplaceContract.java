package com.isotoma.dboperator.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.isotoma.dboperator.driver.spi.Capability;
import com.isotoma.dboperator.driver.spi.DatabaseTarget;
import com.isotoma.dboperator.driver.spi.DriverApi;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Owner;
import com.isotoma.dboperator.driver.spi.Reasons;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What {@link DriverApi#replace} promises. */
abstract class ReplaceContract extends DriverUnderTest {
    private static final int NEVER_THAT_MANY = 300;
    private static final List<String> OLD = List.of("old", "data");
    private static final List<String> NEW = List.of("new data");

    /** Where a driver needs several steps, it keeps applications out in between: they see nothing, not even emptiness. */
    private static final List<String> KEPT_OUT = List.of("(kept out)");

    final DatabaseTarget replacement() {
        return target(owner, name + "_r");
    }

    @AfterEach
    void leaveNoReplacement() throws Exception {
        driver().drop(replacement());
    }

    /** What is not declared is refused before anything happens; what is declared is done. */
    @Test
    void dataAreReplacedAsDeclaredOrNotAtAll() throws Exception {
        var target = target(owner, name);
        makeBoth(target);
        if (can(Capability.REPLACEMENT)) {
            driver().replace(target, replacement());
            assertReplaced(target);
            return;
        }
        assertThatThrownBy(() -> driver().replace(target, replacement()))
                .asInstanceOf(type(DriverException.class))
                .returns(DriverException.Kind.USER, DriverException::kind)
                .returns(Reasons.NOT_SUPPORTED, DriverException::reason);
        assertThat(stored(target, PASSWORD)).isEqualTo(OLD);
        assertThat(stored(replacement(), OTHER_PASSWORD)).isEqualTo(NEW);
    }

    @Test
    void aRestoredDumpTakesTheOldDatasPlaceAndBelongsToTheUserWhoIsThere() throws Exception {
        assumeTrue(can(Capability.REPLACEMENT), "this driver declares no replacement");
        var target = target(owner, name);
        create(target, PASSWORD);
        store(target, PASSWORD, NEW);
        var dump = new ByteArrayOutputStream();
        driver().backup(target, dump);
        store(target, PASSWORD, OLD);
        create(replacement(), OTHER_PASSWORD);
        driver().restore(replacement(), new ByteArrayInputStream(dump.toByteArray()));

        driver().replace(target, replacement());

        assertReplaced(target);
        assertThat(canLogIn(target, OTHER_PASSWORD)).isFalse();
        store(target, PASSWORD, List.of("more"));
        driver().replace(target, replacement());
        assertThat(stored(target, PASSWORD)).containsExactly("new data", "more");
    }

    /** What is replaced twice has nothing left over from the first time that the second would take for its own. */
    @Test
    void oneReplacementFollowsAnotherUnderTheSameName() throws Exception {
        assumeTrue(can(Capability.REPLACEMENT), "this driver declares no replacement");
        var target = target(owner, name);
        makeBoth(target);
        driver().replace(target, replacement());
        create(replacement(), OTHER_PASSWORD);
        store(replacement(), OTHER_PASSWORD, List.of("newer data"));

        driver().replace(target, replacement());

        assertThat(stored(target, PASSWORD)).containsExactly("newer data");
        create(target, OTHER_PASSWORD);
        assertThat(stored(target, OTHER_PASSWORD)).containsExactly("newer data");
    }

    /** What a session has not sent yet would go into data that are thrown away. */
    @Test
    void sessionsOnBothAreEnded() throws Exception {
        assumeTrue(can(Capability.REPLACEMENT), "this driver declares no replacement");
        var target = target(owner, name);
        makeBoth(target);
        try (var old = openSession(target, PASSWORD).orElse(null);
                var other = openSession(replacement(), OTHER_PASSWORD).orElse(null)) {
            if (old == null || other == null) {
                return;
            }
            assertThat(List.of(old.works(), other.works())).containsOnly(true);

            driver().replace(target, replacement());

            assertThat(List.of(old.works(), other.works())).containsOnly(false);
        }
        assertReplaced(target);
    }

    @Test
    void aReplacementThatIsNotThereHasDoneItsWork() throws Exception {
        assumeTrue(can(Capability.REPLACEMENT), "this driver declares no replacement");
        var target = target(owner, name);
        create(target, PASSWORD);
        store(target, PASSWORD, OLD);

        driver().replace(target, replacement());

        assertThat(stored(target, PASSWORD)).isEqualTo(OLD);
    }

    @Test
    void whatIsSomebodyElsesIsNeitherReplacedNorAReplacement() throws Exception {
        assumeTrue(can(Capability.REPLACEMENT), "this driver declares no replacement");
        var ours = target(owner, name);
        var theirs = target(new Owner("another-cluster", "shop", "orders"), name + "_t");
        try {
            create(ours, PASSWORD);
            create(theirs, PASSWORD);
            store(ours, PASSWORD, OLD);
            store(theirs, PASSWORD, NEW);

            assertRefused(ours, target(owner, name + "_t"));
            assertRefused(target(owner, name + "_t"), ours);

            assertThat(stored(ours, PASSWORD)).isEqualTo(OLD);
            assertThat(stored(theirs, PASSWORD)).isEqualTo(NEW);
        } finally {
            driver().drop(theirs);
        }
    }

    private void assertRefused(DatabaseTarget target, DatabaseTarget by) {
        assertThatThrownBy(() -> driver().replace(target, by))
                .asInstanceOf(type(DriverException.class))
                .returns(DriverException.Kind.USER, DriverException::kind)
                .returns(Reasons.NAME_CONFLICT, DriverException::reason);
    }

    /** Each run goes one step further than the one before, and begins with what that left. */
    @Test
    void aReplacementCutOffAfterEachStepIsFinishedAndTheDataAreAlwaysWhole() throws Exception {
        assumeTrue(can(Capability.REPLACEMENT), "this driver declares no replacement");
        var target = target(owner, name);
        makeBoth(target);
        boolean replaced = false;
        int packets = 1;
        while (!finishes(target, packets)) {
            packets += packetsPerStep();
            assertThat(packets).isLessThan(NEVER_THAT_MANY);
            var now = seenBy(target);
            assertThat(now).as("after %d packets", packets).isIn(OLD, NEW, KEPT_OUT);
            assertThat(replaced && now.equals(OLD)).as("old data again").isFalse();
            replaced |= now.equals(NEW);
        }
        assertReplaced(target);
    }

    /** Whether it gets through before its connections break. */
    private boolean finishes(DatabaseTarget target, int packets) throws Exception {
        try (var proxy = new CuttingProxy(
                target.connect().requiredText("host"),
                target.connect().number("port", 1, 65535).orElseThrow(),
                packets)) {
            driver().replace(atLocalPort(target, proxy.port()), atLocalPort(replacement(), proxy.port()));
            return true;
        } catch (DriverException e) {
            assertThat(e.kind()).as(e.getMessage()).isEqualTo(DriverException.Kind.UNAVAILABLE);
            return false;
        }
    }

    /** What its application sees, as soon as the server is done with what was cut off. */
    private List<String> seenBy(DatabaseTarget target) {
        var seen = new AtomicReference<List<String>>(KEPT_OUT);
        await().pollDelay(Duration.ZERO)
                .ignoreExceptions()
                .untilAsserted(() -> seen.set(canLogIn(target, PASSWORD) ? stored(target, PASSWORD) : KEPT_OUT));
        return Objects.requireNonNull(seen.get());
    }

    private void makeBoth(DatabaseTarget target) throws Exception {
        create(target, PASSWORD);
        store(target, PASSWORD, OLD);
        create(replacement(), OTHER_PASSWORD);
        store(replacement(), OTHER_PASSWORD, NEW);
    }

    private void assertReplaced(DatabaseTarget target) throws Exception {
        assertThat(stored(target, PASSWORD)).isEqualTo(NEW);
        assertThat(databaseExists(replacement())).isFalse();
        assertThat(userExists(replacement())).isFalse();
    }
}
