package com.isotoma.dboperator.driver.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.isotoma.dboperator.driver.spi.Settings;
import com.isotoma.dboperator.testkit.TestAuthority;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a run gives as the driver's own certificate. */
class ClientCertificateTest {
    private static final String KEY_FIELD = "tls.key of the Secret client";

    @Test
    void certificateAndKeyHaveToBelongTogether() throws Exception {
        var authority = TestAuthority.make("ours");
        var one = authority.client("one");
        var other = authority.client("other");

        assertThat(Endpoint.of(connect(one.certificate(), one.key())).client()).isPresent();
        assertThatThrownBy(() -> Endpoint.of(connect(one.certificate(), other.key())))
                .hasMessageContaining(KEY_FIELD + " does not belong to the certificate");
        assertThatThrownBy(() -> Endpoint.of(connect("hello", one.key()))).hasMessageContaining("is not a certificate");
        assertThatThrownBy(() -> Endpoint.of(connect(one.certificate(), "s3cret")))
                .hasMessageContaining(KEY_FIELD + " is not a private key")
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void noTextFormShowsTheKey() throws Exception {
        var issued = TestAuthority.make("ours").client("one");
        var line = issued.key().lines().skip(1).findFirst().orElseThrow();
        var connect = connect(issued.certificate(), issued.key());

        assertThat(connect + " " + Endpoint.of(connect)).doesNotContain(line);
    }

    private static Settings connect(String certificate, String key) {
        var values = new HashMap<String, Object>(Map.of("host", "db", "sslMode", "verify-full"));
        values.put("clientCertificate", certificate);
        values.put("clientKey", key);
        return new Settings("spec.connect", values, Map.of("clientKey", KEY_FIELD));
    }
}
