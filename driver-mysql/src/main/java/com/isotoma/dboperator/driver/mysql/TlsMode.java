package com.isotoma.dboperator.driver.mysql;

import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Setting;
import com.isotoma.dboperator.driver.spi.Settings;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How much of TLS, by MySQL's own words. */
enum TlsMode {
    DISABLED("disable"),
    /** TLS where the server offers it, without looking at its certificate. */
    PREFERRED(null),
    REQUIRED("trust"),
    /** The certificate must come from the given authority. */
    VERIFY_CA("verify-ca"),
    /** And it must have been issued for the host's name. */
    VERIFY_IDENTITY("verify-full");

    private final @Nullable String mariadbWord;

    TlsMode(@Nullable String mariadbWord) {
        this.mariadbWord = mariadbWord;
    }

    /** What MariaDB's JDBC driver calls it; null where it has no such mode. */
    @Nullable
    String mariadbWord() {
        return mariadbWord;
    }

    boolean verifies() {
        return this == VERIFY_CA || this == VERIFY_IDENTITY;
    }

    /**
     * Whether the password exchange may have to do without TLS. The server's public key is then taken from the server
     * itself, so that somebody in the middle could give another, as such a one could give another certificate to REQUIRED:
     * only the modes that verify keep the password from them.
     */
    boolean mayBePlain() {
        return this == DISABLED || this == PREFERRED;
    }

    /** This family's words for the modes of all drivers. */
    static Map<com.isotoma.dboperator.driver.spi.TlsMode, String> words() {
        return Map.of(
                com.isotoma.dboperator.driver.spi.TlsMode.DISABLE, DISABLED.name(),
                com.isotoma.dboperator.driver.spi.TlsMode.PREFER, PREFERRED.name(),
                com.isotoma.dboperator.driver.spi.TlsMode.REQUIRE, REQUIRED.name(),
                com.isotoma.dboperator.driver.spi.TlsMode.VERIFY_CA, VERIFY_CA.name(),
                com.isotoma.dboperator.driver.spi.TlsMode.VERIFY_FULL, VERIFY_IDENTITY.name());
    }

    static TlsMode of(Settings connect, Setting key, String word) throws DriverException {
        try {
            return valueOf(word.strip().toUpperCase(Locale.ROOT).replace('-', '_'));
        } catch (IllegalArgumentException e) {
            throw connect.invalid(
                    key,
                    "is '" + word + "': give one of "
                            + Arrays.stream(values()).map(TlsMode::name).collect(Collectors.joining(", ")));
        }
    }
}
