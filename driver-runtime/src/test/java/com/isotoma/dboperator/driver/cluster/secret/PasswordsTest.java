package com.isotoma.dboperator.driver.cluster.secret;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordsTest {
    private final Passwords passwords = new Passwords();

    @RepeatedTest(100)
    void aPasswordIsLongAndNeedsNoEscapingAnywhere() {
        assertThat(passwords.next())
                .hasSize(32)
                .matches("[A-Za-z0-9]+_[A-Za-z0-9]+")
                .containsPattern("[A-Z]")
                .containsPattern("[a-z]")
                .containsPattern("[0-9]");
    }

    @Test
    void noTwoAreTheSame() {
        var seen = new HashSet<String>();
        for (int i = 0; i < 1000; i++) {
            assertThat(seen.add(passwords.next())).isTrue();
        }
    }

    @Test
    void whatWasMadeIsAcceptedAgainAlsoByAnEarlierVersion() {
        assertThat(Passwords.acceptable(passwords.next())).isTrue();
        assertThat(Passwords.acceptable("OnlyLettersAndDigits0123456789")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "short12", "with space in it", "quote'quote", "línguaestranha", "line\nbreak1"})
    void whatCouldNeedEscapingIsNotTakenOver(String password) {
        assertThat(Passwords.acceptable(password)).isFalse();
    }
}
