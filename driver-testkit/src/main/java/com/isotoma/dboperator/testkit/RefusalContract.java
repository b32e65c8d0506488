package com.isotoma.dboperator.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.isotoma.dboperator.driver.spi.CreateRequest;
import com.isotoma.dboperator.driver.spi.DatabaseTarget;
import com.isotoma.dboperator.driver.spi.DriverApi;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Owner;
import com.isotoma.dboperator.driver.spi.Reasons;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.function.UnaryOperator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What a {@link DriverApi} does not touch, and what it says then: the reason, and no password. */
abstract class RefusalContract extends PartContract {
    /** Asserts that it is refused for this reason, by somebody's mistake, and that no password is told. */
    final void assertRefused(String what, String reason, DatabaseTarget target, ThrowingCallable call) {
        assertEnds(what, DriverException.Kind.USER, reason, target, call);
    }

    private static void assertEnds(
            String what, DriverException.Kind kind, String reason, DatabaseTarget target, ThrowingCallable call) {
        var thrown = catchThrowable(call);
        assertThat(thrown).as(what).isInstanceOf(DriverException.class);
        var error = (DriverException) thrown;
        assertThat(error.kind()).as("%s: %s", what, error.getMessage()).isEqualTo(kind);
        assertThat(error.reason()).as("%s: %s", what, error.getMessage()).isEqualTo(reason);
        Secrets.assertNone(error, target);
    }

    @Test
    void whatIsAnotherOwnersIsNeitherDumpedNorFilledNorLookedInto() throws Exception {
        var theirs = target(owner, name);
        var dump = dumpOfMany(theirs);
        var ours = target(new Owner(CLUSTER + "another", "shop", "orders"), name);

        assertOutOfReach(ours, Reasons.NAME_CONFLICT, dump);

        assertThat(stored(theirs, PASSWORD)).isEqualTo(manyTexts());
    }

    @Test
    void whatBearsNoMarkIsNeitherDumpedNorFilledNorLookedInto() throws Exception {
        var dump = dumpOfMany(target(owner, name));
        driver().drop(target(owner, name));
        var target = target(owner, name);
        makeForeignDatabase(target);
        try {
            assertOutOfReach(target, Reasons.NAME_CONFLICT, dump);
        } finally {
            dropForeignDatabase(target);
        }
    }

    @Test
    void whatIsNotThereIsSaidToBeMissing() throws Exception {
        var target = target(owner, name);
        var dump = dumpOfMany(target);
        driver().drop(target);

        assertOutOfReach(target, Reasons.DATABASE_MISSING, dump);

        assertThat(databaseExists(target)).isFalse();
        assertThat(userExists(target)).isFalse();
    }

    private void assertOutOfReach(DatabaseTarget target, String reason, byte[] dump) {
        var sink = new TrackedSink(Integer.MAX_VALUE);
        assertRefused("backup", reason, target, () -> driver().backup(target, sink));
        assertThat(sink.written()).as("bytes dumped").isZero();
        assertRefused("restore", reason, target, () -> driver().restore(target, new ByteArrayInputStream(dump)));
        assertRefused("isEmpty", reason, target, () -> driver().isEmpty(target));
        assertRefused("contents", reason, target, () -> driver().contents(target));
    }

    @Test
    void aConflictOfNamesTellsNoPassword() throws Exception {
        var theirs = target(owner, name);
        create(theirs, PASSWORD);
        var ours = target(new Owner(CLUSTER + "another", "shop", "orders"), name);

        assertRefused("create", Reasons.NAME_CONFLICT, ours, () -> create(ours, OTHER_PASSWORD));
        assertRefused(
                "create that adopts",
                Reasons.NAME_CONFLICT,
                ours,
                () -> driver().create(new CreateRequest(ours, OTHER_PASSWORD, true)));
    }

    @Test
    void aWrongAdminPasswordIsSaidByEveryMethodAndToldByNone() throws Exception {
        var dump = dumpOfMany(target(owner, name));
        assertEveryMethodEnds(
                this::withWrongAdminPassword, DriverException.Kind.USER, Reasons.AUTHENTICATION_FAILED, dump);
        assertThat(stored(target(owner, name), PASSWORD)).isEqualTo(manyTexts());
    }

    @Test
    void aServerThatIsNotThereIsSaidByEveryMethodAndNoPasswordIsTold() throws Exception {
        var dump = dumpOfMany(target(owner, name));
        assertEveryMethodEnds(this::withClosedPort, DriverException.Kind.UNAVAILABLE, Reasons.SERVER_UNREACHABLE, dump);
    }

    private void assertEveryMethodEnds(
            UnaryOperator<DatabaseTarget> change, DriverException.Kind kind, String reason, byte[] dump) {
        var target = change.apply(target(owner, name));
        var other = sameConnection(target, copy());
        for (var call : methodsThatMustAsk(dump)) {
            assertEnds(call.name(), kind, reason, target, () -> call.action().make(driver(), target, other));
        }
    }

    private static DatabaseTarget sameConnection(DatabaseTarget target, DatabaseTarget other) {
        return new DatabaseTarget(
                other.owner(),
                other.databaseName(),
                other.username(),
                target.connect(),
                other.options(),
                target.admin());
    }

    private List<Call> methodsThatMustAsk(byte[] dump) {
        return Call.ofEachMethod(driver(), dump).stream()
                .filter(call -> !call.mayAskNobody())
                .toList();
    }
}
