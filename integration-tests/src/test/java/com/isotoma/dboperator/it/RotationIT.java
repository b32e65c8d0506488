package com.isotoma.dboperator.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.isotoma.dboperator.crds.v1alpha1.RotationStatus;
import java.sql.SQLException;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Rotations that are due by themselves, that are asked for, and that cannot be. */
@WithOperator
@Execution(ExecutionMode.CONCURRENT)
class RotationIT {
    @Test
    void aDatabaseOfADatabaseServerIsRotatedWhenThatIsDue() throws Exception {
        try (var namespace = TestNamespace.create();
                var servers = new DatabaseServers()) {
            var server = servers.of(Servers.POSTGRESQL, "'*'");
            namespace.apply(DatabaseServers.database("orders", server));
            namespace.awaitReady("orders");
            var first = namespace.secretValues("orders");
            Servers.POSTGRESQL.store(first, "before");
            var patched = namespace.kubectl(
                    "patch",
                    "database",
                    "orders",
                    "--type=merge",
                    "--patch={\"spec\": {\"rotation\": {\"interval\": \"1m\", \"overlap\": \"10s\"}}}");
            assertThat(patched.status()).isZero();

            TestNamespace.await()
                    .untilAsserted(() -> assertThat(rotation(namespace).last()).isNotNull());
            TestNamespace.await()
                    .untilAsserted(
                            () -> assertThat(rotation(namespace).retireAt()).isNull());

            var second = namespace.secretValues("orders");
            assertThat(second.get("username")).isNotEqualTo(first.get("username"));
            assertThat(Servers.POSTGRESQL.stored(second)).containsExactly("before");
            assertThatThrownBy(() -> Servers.POSTGRESQL.stored(first)).isInstanceOf(SQLException.class);
            namespace.deleteDatabase("orders");
            namespace.awaitGone("orders");
        }
    }

    @Test
    void aDriverThatCannotSaysSoAndTheDatabaseStaysReady() throws Exception {
        try (var namespace = TestNamespace.create(Servers.demoHttp())) {
            namespace.apply(DatabaseYaml.of(Servers.demoHttp(), "orders").set("deletionPolicy", "Delete"));
            namespace.awaitReady("orders");
            var before = namespace.secretValues("orders");

            var annotated = namespace.kubectl("annotate", "database", "orders", "db.isotoma.com/rotate=please");
            assertThat(annotated.status()).isZero();

            TestNamespace.await().ignoreException(NoSuchElementException.class).untilAsserted(() -> {
                var condition = namespace.condition("orders", "PasswordRotated");
                assertThat(condition.getStatus()).isEqualTo("False");
                assertThat(condition.getReason()).isEqualTo("NotSupported");
            });
            assertThat(rotation(namespace).served()).isEqualTo("please");
            assertThat(namespace.condition("orders", "Ready").getStatus()).isEqualTo("True");
            assertThat(namespace.secretValues("orders")).isEqualTo(before);
            TestNamespace.await()
                    .untilAsserted(
                            () -> assertThat(namespace.events("NotSupported")).hasSize(1));
        }
    }

    private static RotationStatus rotation(TestNamespace namespace) {
        return Objects.requireNonNullElse(namespace.status("orders").rotation(), RotationStatus.NONE);
    }
}
