package com.isotoma.dboperator.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.isotoma.dboperator.testsupport.LocalServers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a driver gives the application's Secret besides the standard keys: here the certificate of the server's CA. */
@WithOperator
@Execution(ExecutionMode.CONCURRENT)
class AdditionalEntriesIT {
    private static final String ENTRY = "ca.crt";

    @ParameterizedTest
    @CsvSource({"postgresql, verify-full", "mysql, VERIFY_IDENTITY", "mariadb, VERIFY_IDENTITY"})
    void theSecretHasTheCaOfTheServerAsLongAsTheSpecNamesIt(String driver, String sslMode) throws Exception {
        var ca = Files.readString(Path.of(LocalServers.of(driver.toUpperCase(Locale.ROOT), "CA")));
        try (var namespace = TestNamespace.create(Servers.of(driver))) {
            namespace.apply(orders(driver));
            namespace.awaitReady("orders");
            var plain = namespace.secretValues("orders");
            assertThat(plain).doesNotContainKey(ENTRY);

            namespace.apply(orders(driver).set("connect.sslMode", sslMode).set("connect.caCertificate", ca));
            TestNamespace.await()
                    .untilAsserted(() -> assertThat(namespace.secretValues("orders"))
                            .containsEntry(ENTRY, ca)
                            .containsEntry("password", plain.get("password"))
                            .containsKeys(plain.keySet().toArray(String[]::new))
                            .hasSize(plain.size() + (driver.equals("postgresql") ? 2 : 1)));

            namespace.apply(orders(driver));
            TestNamespace.await()
                    .untilAsserted(
                            () -> assertThat(namespace.secretValues("orders")).isEqualTo(plain));
            namespace.deleteDatabase("orders");
            namespace.awaitGone("orders");
        }
    }

    private static DatabaseYaml orders(String driver) {
        return DatabaseYaml.of(Servers.of(driver), "orders").set("deletionPolicy", "Delete");
    }
}
