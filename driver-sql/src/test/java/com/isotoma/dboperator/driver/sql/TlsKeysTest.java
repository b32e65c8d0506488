package com.isotoma.dboperator.driver.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.isotoma.dboperator.driver.spi.ServiceBinding;
import com.isotoma.dboperator.driver.spi.Settings;
import com.isotoma.dboperator.driver.spi.TlsMode;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The rules of sslMode and caCertificate, in the words of no server. */
class TlsKeysTest {
    private static final String END = "-----END CERTIFICATE-----\n";
    private static final TlsKeys KEYS = TlsKeys.of(
            "the clients",
            Map.of(TlsMode.DISABLE, "none", TlsMode.VERIFY_CA, "ca", TlsMode.VERIFY_FULL, "full"),
            "none");
    private static final String PEM =
            SystemCertificates.pem().substring(0, SystemCertificates.pem().indexOf(END) + END.length());

    @Test
    void certificateAndModeMustFitTogether() {
        refused("ca", null, "is missing: sslMode ca needs the CA's certificate as PEM; full without one");
        refused("none", PEM, "would not be used with sslMode none: set it to full or ca, or remove");
        assertThatCode(() -> check("full", null)).doesNotThrowAnyException();
        assertThatCode(() -> check("full", PEM)).doesNotThrowAnyException();
        assertThatCode(() -> check("ca", "a comment - with hyphens\n" + PEM + PEM))
                .doesNotThrowAnyException();
        assertThatCode(() -> check("none", "  ")).doesNotThrowAnyException();
    }

    @Test
    void whatHoldsNoCertificateIsRefused() {
        refused("ca", "hello", "is not a certificate: give PEM text");
        refused("ca", "-----BEGIN CERTIFICATE-----\nMII\n-----END CERTIFICATE-----\n", "is not a certificate");
    }

    /** Such as the bundle that a provider has for all its regions. */
    @Test
    void aBundleForWhichTheApplicationsSecretHasNoRoomIsRefused() {
        var bundle = PEM.repeat(1 + ServiceBinding.MAX_ADDITIONAL_BYTES / PEM.length());

        refused("full", bundle, "has " + bundle.length() + " bytes");
        assertThatThrownBy(() -> check("full", bundle))
                .hasMessageContaining("give only the certificates of this server's CA");
    }

    @Test
    void aVerifyingClientTrustsWhatIsGivenOrElseWhatSystemsTrust() {
        assertThat(Certificates.trusted(Optional.of(PEM))).isEqualTo(PEM);
        assertThat(Certificates.trusted(Optional.empty())).isEqualTo(SystemCertificates.pem());
        assertThat(KEYS.verifies("ca")).isTrue();
        assertThat(KEYS.verifies("none")).isFalse();
    }

    private static void refused(String mode, @Nullable String pem, String message) {
        assertThatThrownBy(() -> check(mode, pem)).hasMessageContaining("spec.connect.caCertificate " + message);
    }

    private static void check(String mode, @Nullable String pem) throws Exception {
        var values = new HashMap<String, Object>(Map.of("sslMode", mode));
        if (pem != null) {
            values.put("caCertificate", pem);
        }
        KEYS.check(new Settings("spec.connect", values), mode);
    }
}
