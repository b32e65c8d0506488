package com.isotoma.dboperator.driver.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Reasons;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AgeKeysTest {
    private static final String WHERE = "key recipients of the Secret backup-keys";
    private static final AgeKeyPair PAIR = AgeKeyPair.generate();

    @Test
    void commentsAndEmptyLinesSayNothing() throws Exception {
        var other = AgeKeyPair.generate();
        var text = "# the first\n\n" + PAIR.recipient() + "  \r\n  # the second\n" + other.recipient();

        assertThat(AgeRecipients.parse(text, WHERE).keys()).containsExactly(PAIR.recipient(), other.recipient());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense-in-full",
                "age1nonsense-in-full",
                "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIDi nonsense-in-full",
                "age1pq1nonsense-in-full",
                "AGE-nonsense-in-full",
            })
    void aMalformedRecipientIsToldByItsLineAndNeverShown(String line) {
        assertThatThrownBy(() -> AgeRecipients.parse("# comment\n" + PAIR.recipient() + "\n" + line + "\n", WHERE))
                .isInstanceOfSatisfying(DriverException.class, e -> {
                    assertThat(e.kind()).isEqualTo(DriverException.Kind.USER);
                    assertThat(e.reason()).isEqualTo(Reasons.ENCRYPTION_KEY_INVALID);
                })
                .hasMessageContaining("The " + WHERE + " has in line 3 ")
                .hasMessageNotContaining("nonsense")
                .hasNoCause();
    }

    @Test
    void oneWrongCharacterMakesARecipientMalformed() {
        var key = PAIR.recipient();
        var wrong = key.substring(0, 20) + (key.charAt(20) == 'q' ? 'p' : 'q') + key.substring(21);

        assertThatThrownBy(() -> AgeRecipients.parse(wrong, WHERE))
                .hasMessageContaining("line 1")
                .hasMessageContaining("damaged")
                .hasMessageNotContaining(wrong);
    }

    @Test
    void aPrivateKeyAmongTheRecipientsIsRefusedAndNeverShown() {
        assertThatThrownBy(() -> AgeRecipients.parse(PAIR.identity(), WHERE))
                .hasMessageContaining("line 1")
                .hasMessageContaining("a private key")
                .hasMessageNotContaining(PAIR.identity().substring(20));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n\n", "# nothing but a comment"})
    void noKeyAtAllIsRefused(String text) {
        assertThatThrownBy(() -> AgeRecipients.parse(text, WHERE)).hasMessageContaining("has no key");
        assertThatThrownBy(() -> AgeIdentities.parse(text, WHERE)).hasMessageContaining("has no key");
    }

    @Test
    void moreRecipientsThanMetadataHasRoomForAreRefused() throws Exception {
        var twenty = (PAIR.recipient() + "\n").repeat(20);

        assertThat(AgeRecipients.parse(twenty, WHERE).keys()).hasSize(20);
        assertThatThrownBy(() -> AgeRecipients.parse(twenty + PAIR.recipient(), WHERE))
                .hasMessageContaining("more than 20");
    }

    @Test
    void aMalformedIdentityIsToldByItsLineAndNeverShown() {
        var right = PAIR.identity();
        var wrong = right.substring(0, 50) + (right.charAt(50) == 'Q' ? 'P' : 'Q') + right.substring(51);
        for (var line : new String[] {PAIR.recipient(), wrong, PAIR.identity().substring(0, 60)}) {
            assertThatThrownBy(() -> AgeIdentities.parse(PAIR.identity() + "\n" + line, WHERE))
                    .hasMessageContaining("in line 2")
                    .hasMessageNotContaining(line)
                    .hasNoCause();
        }
    }
}
