package com.isotoma.dboperator.driver.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.isotoma.dboperator.driver.spi.Credentials;
import com.isotoma.dboperator.driver.spi.DatabaseTarget;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Owner;
import com.isotoma.dboperator.driver.spi.Settings;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgres",
                "template0",
                "template1",
                "rdsadmin",
                "maintenance",
                "public",
                "none",
                "pg_monitor",
                "boss",
                "",
                "line\nbreak",
                "nul\0",
                "half \ud800 character"
            })
    void namesOfTheServerAndImpossibleOnesAreRefused(String name) {
        assertThatThrownBy(() -> check(name, "secret")).isInstanceOfSatisfying(DriverException.class, e -> {
            assertThat(e.kind()).isEqualTo(DriverException.Kind.USER);
            assertThat(e).hasMessageContaining("spec.name");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"shop", "x' OR 1=1; --", " ", "Postgres", "müller ☃", "a/b@c:d?e=f#g"})
    void anythingElseIsAName(String name) throws DriverException {
        check(name, "secret");
    }

    @Test
    void lengthIsCountedInBytes() throws DriverException {
        check("ü".repeat(31) + "x", "secret");

        assertThatThrownBy(() -> check("ü".repeat(32), "secret"))
                .isInstanceOf(DriverException.class)
                .hasMessageContaining("64 bytes")
                .hasMessageContaining("63");
    }

    @Test
    void aPasswordWithALineBreakIsExplainedAndNotShown() {
        assertThatThrownBy(() -> check("shop", "hunter2\n"))
                .isInstanceOf(DriverException.class)
                .hasMessageContaining("line break")
                .hasMessageContaining("spec.credentials")
                .hasMessageNotContaining("hunter2");
    }

    private static void check(String name, String adminPassword) throws DriverException {
        var connect = new Settings("spec.connect", Map.of("host", "db", "maintenanceDatabase", "maintenance"));
        var target = new DatabaseTarget(
                new Owner("cluster", "namespace", "name"),
                name,
                name,
                connect,
                new Settings("spec.options", Map.of()),
                new Credentials("boss", adminPassword));
        Names.check(target, Endpoint.of(connect));
    }
}
