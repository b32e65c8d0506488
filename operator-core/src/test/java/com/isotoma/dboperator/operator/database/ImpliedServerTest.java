package com.isotoma.dboperator.operator.database;

import static org.assertj.core.api.Assertions.assertThat;

import com.isotoma.dboperator.crds.v1alpha1.Database;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImpliedServerTest {
    private static final String FROM_SECRET = "{valueFrom: {secretKeyRef: {name: admin, key: password}}}";

    @Test
    void databasesWithEqualConnectionAndCredentialsShareOne() {
        assertThat(server("orders", "{host: pg, port: 5432}", FROM_SECRET))
                .isEqualTo(server("shop", "{port: 5432, host: pg}", FROM_SECRET))
                .hasSizeLessThanOrEqualTo(63)
                .matches("[0-9a-f]+");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{host: pg2, port: 5432}|{valueFrom: {secretKeyRef: {name: admin, key: password}}}",
                "{host: pg, port: 5433}|{valueFrom: {secretKeyRef: {name: admin, key: password}}}",
                "{host: pg, port: 5432}|{valueFrom: {secretKeyRef: {name: other, key: password}}}",
                "{host: pg, port: 5432}|{valueFrom: {secretKeyRef: {name: admin, key: other}}}",
                "{host: pg, port: 5432}|{value: admin}"
            })
    void thoseThatDifferInOneOfThemDoNot(String connect, String password) {
        assertThat(server("orders", connect, password))
                .isNotEqualTo(server("orders", "{host: pg, port: 5432}", FROM_SECRET));
    }

    @Test
    void whatTheCacheKeepsStandsForTheSame() {
        var database = database("orders", "{host: pg, port: 5432}", FROM_SECRET);
        var before = ImpliedServer.of(database);
        var pruning = Objects.requireNonNull(DatabaseKind.KIND.pruning());

        pruning.accept(database);
        assertThat(ImpliedServer.of(database)).isEqualTo(before);
        assertThat(database.getSpec().connect()).doesNotContainKeys("host", "port");

        pruning.accept(database);
        assertThat(ImpliedServer.of(database)).isEqualTo(before);
    }

    private static String server(String name, String connect, String password) {
        return ImpliedServer.of(database(name, connect, password));
    }

    private static Database database(String name, String connect, String password) {
        return Serialization.unmarshal("""
                apiVersion: db.isotoma.com/v1alpha1
                kind: Database
                metadata: {name: %s, namespace: team}
                spec:
                  driver: postgresql
                  connect: %s
                  credentials: {username: {value: admin}, password: %s}
                """.formatted(name, connect, password), Database.class);
    }
}
