package com.isotoma.dboperator.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.isotoma.dboperator.crds.v1alpha1.DatabaseUser;
import com.isotoma.dboperator.crds.v1alpha1.DatabaseUserStatus;
import io.fabric8.kubernetes.api.model.Condition;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** DatabaseUsers of one namespace, and what they may do on a server. */
record DatabaseUsers(TestNamespace namespace, SqlServer server) {
    void apply(String name, String database, String access) {
        apply(name, database, access, "");
    }

    /** @param more further fields of the spec, in a line */
    void apply(String name, String database, String access, String more) {
        namespace.apply("""
                apiVersion: db.isotoma.com/v1alpha1
                kind: DatabaseUser
                metadata: {name: %s}
                spec: {database: %s, access: %s%s}
                """.formatted(name, database, access, more.isEmpty() ? "" : ", " + more));
    }

    @Nullable
    DatabaseUser find(String name) {
        return namespace
                .client
                .resources(DatabaseUser.class)
                .inNamespace(namespace.name)
                .withName(name)
                .get();
    }

    DatabaseUserStatus status(String name) {
        return Objects.requireNonNullElse(Objects.requireNonNull(find(name)).getStatus(), DatabaseUserStatus.NONE);
    }

    Condition condition(String name, String type) {
        return Objects.requireNonNullElse(status(name).conditions(), List.<Condition>of()).stream()
                .filter(c -> type.equals(c.getType()))
                .findFirst()
                .orElseThrow();
    }

    /** Waits until a run has brought it to its spec of now. */
    void awaitReady(String name) {
        TestNamespace.await().untilAsserted(() -> {
            var ready = condition(name, "Ready");
            assertThat(ready.getStatus())
                    .as(ready.getReason() + ": " + ready.getMessage())
                    .isEqualTo("True");
            assertThat(status(name).observedGeneration())
                    .isEqualTo(Objects.requireNonNull(find(name)).getMetadata().getGeneration());
        });
    }

    void awaitRefusal(String name, String reason, String content) {
        TestNamespace.await().untilAsserted(() -> {
            var ready = condition(name, "Ready");
            assertThat(ready.getStatus()).isEqualTo("False");
            assertThat(ready.getReason()).as(ready.getMessage()).isEqualTo(reason);
            assertThat(ready.getMessage()).contains(content);
        });
    }

    void delete(String name) {
        namespace
                .client
                .resources(DatabaseUser.class)
                .inNamespace(namespace.name)
                .withName(name)
                .delete();
    }

    void awaitGone(String name) {
        TestNamespace.await().untilAsserted(() -> assertThat(find(name)).isNull());
    }

    /** Whether the login that a Secret has may do it. */
    boolean may(String secret, String statement) {
        try (var connection = server.asApplication(namespace.secretValues(secret));
                var sql = connection.createStatement()) {
            sql.execute(statement);
            return true;
        } catch (SQLException e) {
            assertThat(e.getSQLState()).as(e.getMessage()).isIn("42501", "42000", "28000", "28P01");
            return false;
        }
    }
}
