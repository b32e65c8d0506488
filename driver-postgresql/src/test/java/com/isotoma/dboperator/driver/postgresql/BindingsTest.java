package com.isotoma.dboperator.driver.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import com.isotoma.dboperator.driver.spi.Credentials;
import com.isotoma.dboperator.driver.spi.DatabaseTarget;
import com.isotoma.dboperator.driver.spi.Owner;
import com.isotoma.dboperator.driver.spi.ServiceBinding;
import com.isotoma.dboperator.driver.spi.Settings;
import com.isotoma.dboperator.driver.sql.SystemCertificates;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BindingsTest {
    private static final String END = "-----END CERTIFICATE-----\n";

    @Test
    void aPlainDatabaseHasPlainUrls() {
        assertThat(binding("shop", Map.of("host", "db.example.org")))
                .isEqualTo(new ServiceBinding(
                        "postgresql",
                        "postgresql",
                        "db.example.org",
                        5432,
                        "postgresql://shop-a:pw@db.example.org:5432/shop",
                        "jdbc:postgresql://db.example.org:5432/shop"));
    }

    @Test
    void namesAreEncodedAddressesBracketedAndTheAskedModeGivenOn() {
        var binding = binding("a/b c?", Map.of("host", "::1", "port", 5433, "sslMode", "require"));

        assertThat(binding.host()).isEqualTo("::1");
        assertThat(binding.uri()).isEqualTo("postgresql://a%2Fb%20c%3F-a:pw@[::1]:5433/a%2Fb%20c%3F?sslmode=require");
        assertThat(binding.jdbcUrl()).isEqualTo("jdbc:postgresql://[::1]:5433/a%2Fb%20c%3F?sslmode=require");
    }

    @Test
    void theCaOfTheServerIsAnEntryAndNoUrlNamesAFile() {
        var pem = SystemCertificates.pem().substring(0, SystemCertificates.pem().indexOf(END) + END.length());
        var binding = binding("shop", Map.of("host", "db", "sslMode", "verify-ca", "caCertificate", pem));

        assertThat(binding.additionalEntries())
                .containsExactly(Map.entry("ca.crt", pem), Map.entry("sslmode", "verify-ca"));
        assertThat(binding.uri()).endsWith("?sslmode=verify-ca");
        assertThat(binding.jdbcUrl()).endsWith("?sslmode=verify-ca");
        assertThat(binding("shop", Map.of("host", "db", "sslMode", "verify-full"))
                        .additionalEntries())
                .containsExactly(Map.entry("sslmode", "verify-full"), Map.entry("sslrootcert", "system"));
    }

    private static ServiceBinding binding(String name, Map<String, Object> connect) {
        var target = new DatabaseTarget(
                new Owner("cluster", "namespace", "name"),
                name,
                name,
                new Settings("spec.connect", connect),
                new Settings("spec.options", Map.of()),
                new Credentials("admin", "secret"));
        return new PostgresqlDriver().binding(target, "pw");
    }
}
