package com.isotoma.dboperator.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.isotoma.dboperator.testsupport.LocalServers;
import io.fabric8.kubernetes.api.model.Condition;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What works and is less safe than it could be stands on the Database, until it is mended. */
@WithOperator
@Execution(ExecutionMode.CONCURRENT)
class WarningsIT {
    @Test
    void aServerThatIsNotVerifiedAndAnAdminWithAllRightsAreToldOfUntilThatIsMended() throws Exception {
        try (var namespace = TestNamespace.create(Servers.POSTGRESQL)) {
            namespace.secret("superuser", Map.of("password", LocalServers.of("POSTGRESQL", "ADMIN_PASSWORD")));
            namespace.apply(orders());
            namespace.awaitReady("orders");
            assertThat(warnings(namespace))
                    .containsExactlyInAnyOrder("TlsNotVerified", "AdminIsSuperuser", "StoreWithoutTls");
            // Events come a moment after what they tell of.
            TestNamespace.await().untilAsserted(() -> {
                assertThat(namespace.events("TlsNotVerified")).hasSize(1);
                assertThat(namespace.events("AdminIsSuperuser")).hasSize(1);
            });

            namespace.apply(orders().set("connect.sslMode", "verify-ca")
                    .set("connect.caCertificate", Files.readString(Path.of(LocalServers.of("POSTGRESQL", "CA")))));
            TestNamespace.await()
                    .untilAsserted(() -> assertThat(warnings(namespace))
                            .containsExactlyInAnyOrder("AdminIsSuperuser", "StoreWithoutTls"));
            namespace.deleteDatabase("orders");
            namespace.awaitGone("orders");
        }
    }

    private static DatabaseYaml orders() {
        return DatabaseYaml.of(Servers.POSTGRESQL, "orders")
                .set("deletionPolicy", "Delete")
                .set("credentials.username.value", LocalServers.of("POSTGRESQL", "ADMIN_USER"))
                .secret("credentials.password", "superuser", "password");
    }

    private static List<String> warnings(TestNamespace namespace) {
        return Objects.requireNonNull(namespace.status("orders").conditions()).stream()
                .filter(c -> c.getType().equals(c.getReason()) && !c.getType().equals("BackupsPossible"))
                .map(Condition::getType)
                .toList();
    }
}
