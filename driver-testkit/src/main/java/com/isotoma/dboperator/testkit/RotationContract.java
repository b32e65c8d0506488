package com.isotoma.dboperator.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.isotoma.dboperator.driver.spi.Capability;
import com.isotoma.dboperator.driver.spi.CreateRequest;
import com.isotoma.dboperator.driver.spi.Credentials;
import com.isotoma.dboperator.driver.spi.DatabaseTarget;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Owner;
import com.isotoma.dboperator.driver.spi.Reasons;
import com.isotoma.dboperator.driver.spi.Rotation;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What {@link com.isotoma.dboperator.driver.spi.DriverApi#beginRotation} and its end promise. */
abstract class RotationContract extends InitialSqlContract {
    private static final String THIRD_PASSWORD = "ThirdPassword0123456789";

    @Test
    void aRotationIsRefusedWhereTheDriverDoesNotDeclareIt() throws Exception {
        var target = target(owner, name);
        create(target, PASSWORD);
        if (can(Capability.ROTATION)) {
            assertThat(driver().logins(target)).isNotEmpty().doesNotHaveDuplicates();
            return;
        }
        assertThat(driver().logins(target)).containsExactly(target.username());
        assertThatThrownBy(() -> driver().beginRotation(rotation(target, PASSWORD, OTHER_PASSWORD)))
                .isInstanceOfSatisfying(
                        DriverException.class, e -> assertThat(e.reason()).isEqualTo(Reasons.NOT_SUPPORTED));
        assertThatThrownBy(() -> driver().endRotation(target, login(target, 0, PASSWORD)))
                .isInstanceOfSatisfying(
                        DriverException.class, e -> assertThat(e.reason()).isEqualTo(Reasons.NOT_SUPPORTED));
        assertThat(canLogIn(target, PASSWORD)).isTrue();
    }

    @Test
    void thePasswordOfBeforeGoesOnUntilTheRotationEnds() throws Exception {
        var target = target(owner, name);
        create(target, PASSWORD);
        if (!can(Capability.ROTATION)) {
            return;
        }
        store(target, PASSWORD, List.of("kept"));
        var rotation = rotation(target, PASSWORD, OTHER_PASSWORD);
        driver().endRotation(target, rotation.current());
        assertTaken(target, rotation.current());

        driver().beginRotation(rotation);

        assertTaken(target, rotation.current(), rotation.next());
        // Whatever else a run does meanwhile.
        driver().create(new CreateRequest(target, "", false).by(rotation.next(), true));
        driver().create(new CreateRequest(target, "", false).by(rotation.current(), true));
        assertTaken(target, rotation.current(), rotation.next());
        assertThat(dump(target)).isNotEmpty();
        assertThat(stored(target, PASSWORD)).containsExactly("kept");

        driver().endRotation(target, rotation.next());
        driver().endRotation(target, rotation.next());

        assertTaken(target, rotation.next());
        assertNotTaken(target, rotation.current());
        driver().create(new CreateRequest(target, "", false).by(rotation.next(), false));
        assertTaken(target, rotation.next());
        assertNotTaken(target, rotation.current());
    }

    @Test
    void aRotationThatWasCutOffBeginsAgainWithAnotherPassword() throws Exception {
        var target = target(owner, name);
        create(target, PASSWORD);
        if (!can(Capability.ROTATION)) {
            return;
        }
        var cutOff = rotation(target, PASSWORD, OTHER_PASSWORD);
        driver().endRotation(target, cutOff.current());
        driver().beginRotation(cutOff);
        var again = rotation(target, PASSWORD, THIRD_PASSWORD);
        driver().beginRotation(again);

        assertTaken(target, again.current(), again.next());
        assertNotTaken(target, cutOff.next());
        driver().endRotation(target, again.next());
        assertTaken(target, again.next());
        assertNotTaken(target, again.current(), cutOff.next());
    }

    @Test
    void everyLoginCanDoWhatTheOthersCanInRotationAfterRotation() throws Exception {
        var target = target(owner, name);
        create(target, PASSWORD);
        if (!can(Capability.ROTATION)) {
            return;
        }
        store(target, PASSWORD, List.of("first"));
        var current = login(target, 0, PASSWORD);
        for (int i = 1; i <= 4; i++) {
            var next = login(target, i, "Password0123456789No" + i);
            driver().endRotation(target, current);
            driver().beginRotation(new Rotation(target, current, next));
            assertTaken(target, current, next);
            current = next;
        }
        driver().endRotation(target, current);
        // The first login again, or the only one.
        var last = login(target, driver().logins(target).size() * 4, "Password0123456789No9");
        driver().create(new CreateRequest(target, "", false).by(last, false));
        assertTaken(target, last);
        store(target, last.password(), List.of("last"));
        assertThat(stored(target, last.password())).containsExactly("first", "last");
    }

    @Test
    void aRotationThatIsUnderWaySurvivesAReplacement() throws Exception {
        var target = target(owner, name);
        create(target, PASSWORD);
        if (!can(Capability.ROTATION) || !can(Capability.REPLACEMENT)) {
            return;
        }
        store(target, PASSWORD, List.of("old"));
        var rotation = rotation(target, PASSWORD, OTHER_PASSWORD);
        driver().endRotation(target, rotation.current());
        driver().beginRotation(rotation);
        var replacement = target(owner, name + "_r");
        try {
            driver().create(CreateRequest.staging(replacement, THIRD_PASSWORD, target));
            store(replacement, THIRD_PASSWORD, List.of("instead"));
            driver().replace(target, replacement);
        } finally {
            driver().drop(replacement);
        }
        assertTaken(target, rotation.current(), rotation.next());
        assertThat(stored(target, PASSWORD)).containsExactly("instead");
        driver().endRotation(target, rotation.next());
        assertTaken(target, rotation.next());
        assertNotTaken(target, rotation.current());
    }

    @Test
    void onlyTheOwnerOfADatabaseRotates() throws Exception {
        var target = target(owner, name);
        create(target, PASSWORD);
        if (!can(Capability.ROTATION)) {
            return;
        }
        var stranger = target(new Owner("another-cluster", "shop", "orders"), name);
        assertThatThrownBy(() -> driver().beginRotation(rotation(stranger, PASSWORD, OTHER_PASSWORD)))
                .isInstanceOf(DriverException.class)
                .hasMessageNotContainingAny(PASSWORD, OTHER_PASSWORD);
        assertThatThrownBy(() -> driver().endRotation(stranger, login(target, 0, OTHER_PASSWORD)))
                .isInstanceOf(DriverException.class);
        assertThat(canLogIn(target, PASSWORD)).isTrue();
        assertThat(rotation(target, PASSWORD, OTHER_PASSWORD).toString()).doesNotContain(PASSWORD, OTHER_PASSWORD);
    }

    private Rotation rotation(DatabaseTarget target, String current, String next) {
        return new Rotation(target, login(target, 0, current), login(target, 1, next));
    }

    /** The one with that number, of as many as there are in turn. */
    private Credentials login(DatabaseTarget target, int number, String password) {
        var logins = driver().logins(target);
        return new Credentials(logins.get(number % logins.size()), password);
    }

    private void assertTaken(DatabaseTarget target, Credentials... logins) throws Exception {
        for (var login : logins) {
            assertThat(canConnect(driver().binding(target, login), login.password()))
                    .as("the server takes " + login)
                    .isTrue();
        }
    }

    private void assertNotTaken(DatabaseTarget target, Credentials... logins) throws Exception {
        for (var login : logins) {
            assertThat(canConnect(driver().binding(target, login), login.password()))
                    .as("the server takes " + login)
                    .isFalse();
        }
    }
}
