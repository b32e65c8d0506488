package com.isotoma.dboperator.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.isotoma.dboperator.driver.spi.CreateRequest;
import com.isotoma.dboperator.driver.spi.Credentials;
import com.isotoma.dboperator.driver.spi.DatabaseTarget;
import com.isotoma.dboperator.driver.spi.DriverApi;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Owner;
import com.isotoma.dboperator.driver.spi.Presence;
import com.isotoma.dboperator.driver.spi.Reasons;
import com.isotoma.dboperator.driver.spi.ServerInfo;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What {@link DriverApi#presence}, {@link ServerInfo#identity()} and the adoption of marked databases promise. */
abstract class IdentityContract extends ReplaceContract {
    private final Owner other = new Owner("another-cluster", "stock", "items");
    private final Owner third = new Owner(owner.cluster(), "stock", "items");

    @AfterEach
    void leaveNothingOfOthers() throws Exception {
        driver().drop(target(other, name));
        driver().drop(target(third, name));
    }

    /** Makes the user of the target behind the driver's back; the database is not made. */
    protected abstract void makeForeignUser(DatabaseTarget target) throws Exception;

    /** Removes what {@link #makeForeignUser} made. */
    protected abstract void dropForeignUser(DatabaseTarget target) throws Exception;

    /** Drops the database of the target behind the driver's back, and leaves its user and its mark where they are apart. */
    protected abstract void loseDatabase(DatabaseTarget target) throws Exception;

    @Test
    void aServerSaysWhichItIsInTheSameWayInEveryCall() throws Exception {
        var target = target(owner, name);

        var made = create(target, PASSWORD);

        assertThat(made.identity()).isNotBlank();
        assertThat(driver().probe(target)).isEqualTo(made);
        assertThat(driver().probe(target(other, name + "_x"))).isEqualTo(made);
        assertThat(create(target, OTHER_PASSWORD)).isEqualTo(made);
        driver().drop(target);
        assertThat(driver().probe(target)).isEqualTo(made);
    }

    @Test
    void whatWasMadeDiffersInNothingAndStaysSo() throws Exception {
        var target = target(owner, name);
        create(target, PASSWORD);
        var login = new Credentials(driver().logins(target).getFirst(), PASSWORD);

        assertThat(driver().differences(target, login)).isEmpty();
        assertThat(driver().differences(target, login)).isEmpty();
    }

    @Test
    void whatWasNeverMadeIsAbsentAndLookingMakesNothing() throws Exception {
        var target = target(owner, name);

        assertThat(driver().presence(target)).isEqualTo(Presence.NOTHING);

        assertThat(databaseExists(target)).isFalse();
        assertThat(userExists(target)).isFalse();
    }

    @Test
    void whatWasMadeIsItsOwnersUntilItIsDropped() throws Exception {
        var target = target(owner, name);
        create(target, PASSWORD);

        assertThat(driver().presence(target)).isEqualTo(Presence.WHOLE);
        assertThat(driver().presence(target(third, name)))
                .isEqualTo(new Presence(new Presence.Foreign(owner), new Presence.Foreign(owner)))
                .satisfies(p -> assertThat(p.otherOwner()).contains(owner));

        driver().drop(target);
        assertThat(driver().presence(target)).isEqualTo(Presence.NOTHING);
    }

    @Test
    void aDatabaseThatWasDroppedBehindTheDriversBackIsAbsentAndCanBeMadeAgain() throws Exception {
        var target = target(owner, name);
        create(target, PASSWORD);

        loseDatabase(target);

        var left = driver().presence(target);
        assertThat(left.database()).isEqualTo(new Presence.Absent());
        assertThat(left.hasForeign()).isFalse();
        create(target, PASSWORD);
        assertThat(driver().presence(target)).isEqualTo(Presence.WHOLE);
        assertThat(canLogIn(target, PASSWORD)).isTrue();
    }

    @Test
    void whatBearsNoMarkIsForeignAndNobodysInParticular() throws Exception {
        var target = target(owner, name);
        makeForeignDatabase(target);
        try {
            assertThat(driver().presence(target).database()).isEqualTo(new Presence.Foreign(null));
        } finally {
            dropForeignDatabase(target);
        }
    }

    @Test
    void aUserOfThatNameThatBearsNoMarkIsForeignAndRefusedAndLeftAlone() throws Exception {
        var target = target(owner, name);
        makeForeignUser(target);
        try {
            assertThat(driver().presence(target))
                    .isEqualTo(new Presence(new Presence.Absent(), new Presence.Foreign(null)));
            assertConflict(new CreateRequest(target, PASSWORD, false));
            assertThat(databaseExists(target)).isFalse();
            driver().drop(target);
            assertThat(userExists(target)).isTrue();
        } finally {
            driver().drop(target);
            dropForeignUser(target);
        }
    }

    /** However adoption is asked for, only a named owner's is taken. */
    @Test
    void whatBearsAnotherOwnersMarkIsTakenUpOnlyFromAnOwnerThatIsNamed() throws Exception {
        var theirs = target(other, name);
        create(theirs, PASSWORD);
        store(theirs, PASSWORD, List.of("theirs"));
        var ours = target(owner, name);

        assertConflict(new CreateRequest(ours, OTHER_PASSWORD, true));
        assertConflict(new CreateRequest(ours, OTHER_PASSWORD, true, third));
        assertThat(stored(theirs, PASSWORD)).containsExactly("theirs");
        assertThat(driver().presence(theirs)).isEqualTo(Presence.WHOLE);

        driver().create(new CreateRequest(ours, OTHER_PASSWORD, true, other));
        driver().create(new CreateRequest(ours, OTHER_PASSWORD, false));

        assertThat(stored(ours, OTHER_PASSWORD)).containsExactly("theirs");
        assertThat(driver().presence(ours)).isEqualTo(Presence.WHOLE);
        assertThat(driver().presence(theirs).otherOwner()).contains(owner);
        driver().drop(theirs);
        assertThat(stored(ours, OTHER_PASSWORD)).containsExactly("theirs");
    }

    @Test
    void nothingIsTakenForAbsentThatTheAdminMayNotLookAt() {
        assertThatThrownBy(() -> driver().presence(withWrongAdminPassword(target(owner, name))))
                .asInstanceOf(type(DriverException.class))
                .returns(Reasons.AUTHENTICATION_FAILED, DriverException::reason);
        assertThatThrownBy(() -> driver().presence(withClosedPort(target(owner, name))))
                .asInstanceOf(type(DriverException.class))
                .returns(DriverException.Kind.UNAVAILABLE, DriverException::kind);
    }

    private void assertConflict(CreateRequest request) {
        assertThatThrownBy(() -> driver().create(request))
                .asInstanceOf(type(DriverException.class))
                .returns(DriverException.Kind.USER, DriverException::kind)
                .returns(Reasons.NAME_CONFLICT, DriverException::reason);
    }
}
