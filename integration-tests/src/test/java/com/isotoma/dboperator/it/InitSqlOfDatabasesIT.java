package com.isotoma.dboperator.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.isotoma.dboperator.crds.v1alpha1.InitSqlState;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.dsl.NonDeletingOperation;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code spec.initSql} from a ConfigMap, with a mistake that is mended there. */
@WithOperator
@Execution(ExecutionMode.CONCURRENT)
class InitSqlOfDatabasesIT {
    private static void configMap(TestNamespace namespace, String sql) {
        namespace
                .client
                .resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withNamespace(namespace.name)
                        .withName("schema")
                        .endMetadata()
                        .addToData("init.sql", sql)
                        .build())
                .createOr(NonDeletingOperation::update);
    }

    @ParameterizedTest
    @ValueSource(strings = {"postgresql", "mariadb"})
    void aMistakeIsNamedAndTheCorrectedTextIsRunOnce(String driver) throws Exception {
        try (var namespace = TestNamespace.create(Servers.of(driver))) {
            configMap(namespace, "CREATE TABEL notes (a INT)");
            namespace.apply(DatabaseYaml.of(Servers.of(driver), "orders")
                    .set("deletionPolicy", "Delete")
                    .set("initSql.configMapKeyRef", Map.of("name", "schema", "key", "init.sql")));
            namespace.awaitRefusal("orders", "InitSqlFailed", "statement 1", "spec.initSql");

            configMap(namespace, "CREATE TABLE notes (a INT); INSERT INTO notes VALUES (1), (2)");
            namespace.awaitReady("orders");
            var status = Objects.requireNonNull(namespace.status("orders").initSql());
            assertThat(status.state()).isEqualTo(InitSqlState.DONE);
            assertThat(status.digest()).hasSize(64);

            namespace.deleteDatabase("orders");
            namespace.awaitGone("orders");
        }
    }
}
