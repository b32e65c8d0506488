package com.isotoma.dboperator.driver.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Settings;
import com.isotoma.dboperator.driver.sql.SystemCertificates;
import com.isotoma.dboperator.driver.support.Address;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTest {
    private static final String END = "-----END CERTIFICATE-----\n";
    private static final String PEM =
            SystemCertificates.pem().substring(0, SystemCertificates.pem().indexOf(END) + END.length());

    @Test
    void aHostIsEnough() throws DriverException {
        var endpoint = of(Map.of("host", "db.example.org"));

        assertThat(endpoint)
                .isEqualTo(new Endpoint(
                        new Address("db.example.org", 5432), null, Optional.empty(), Optional.empty(), "postgres", 10));
        assertThat(endpoint.effectiveSslMode()).isEqualTo("prefer");
    }

    @Test
    void everyKeyIsTaken() throws DriverException {
        assertThat(of(Map.of(
                        "host", "db",
                        "port", "5433",
                        "sslMode", "verify-full",
                        "caCertificate", PEM,
                        "maintenanceDatabase", "admin",
                        "connectTimeoutSeconds", 3)))
                .isEqualTo(new Endpoint(
                        new Address("db", 5433), "verify-full", Optional.of(PEM), Optional.empty(), "admin", 3));
    }

    @ParameterizedTest
    @CsvSource({
        "db, db:1",
        "10.0.0.1, 10.0.0.1:1",
        "::1, [::1]:1",
        "[2001:db8::1], [2001:db8::1]:1",
        "fe80::1%eth0, [fe80::1%25eth0]:1",
    })
    void addressesStandInUrlsAsTheyMust(String host, String authority) throws DriverException {
        assertThat(of(Map.of("host", host, "port", 1)).address().authority()).isEqualTo(authority);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "a,b",
                "/var/run/postgresql",
                "postgresql://db",
                "db:5432",
                "db/x",
                "me@db",
                "db?x=y",
                "-h",
                "@abstract",
                "a b"
            })
    void whatIsNotOneHostIsRefused(String host) {
        assertThatThrownBy(() -> of(Map.of("host", host)))
                .isInstanceOf(DriverException.class)
                .hasMessageContaining("spec.connect.host");
    }

    @Test
    void certificateAndModeMustFitTogether() {
        assertThatThrownBy(() -> of(Map.of("host", "db", "sslMode", "verify-ca")))
                .hasMessageContaining("spec.connect.caCertificate is missing");
        assertThatThrownBy(() -> of(Map.of("host", "db", "sslMode", "require", "caCertificate", PEM)))
                .hasMessageContaining("would not be used");
        assertThatThrownBy(() -> of(Map.of("host", "db", "sslMode", "verify-ca", "caCertificate", "hello")))
                .hasMessageContaining("PEM");
    }

    @Test
    void unknownKeysAndModesAreNamed() {
        assertThatThrownBy(() -> of(Map.of("host", "db", "sslmode", "require")))
                .hasMessageContaining("spec.connect.sslmode");
        assertThatThrownBy(() -> of(Map.of("host", "db", "sslMode", "on"))).hasMessageContaining("verify-full");
    }

    private static Endpoint of(Map<String, Object> values) throws DriverException {
        return Endpoint.of(new Settings("spec.connect", values));
    }
}
