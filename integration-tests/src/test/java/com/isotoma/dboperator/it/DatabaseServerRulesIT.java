package com.isotoma.dboperator.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the API server refuses of a DatabaseServer, and of a Database that names one. */
@WithOperator
@Execution(ExecutionMode.CONCURRENT)
class DatabaseServerRulesIT {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{server: s, driver: d, deletionPolicy: Delete}                         | in exactly one way",
                "{driver: d, connect: {host: h}, deletionPolicy: Delete}                | in exactly one way",
                "{deletionPolicy: Delete}                                               | in exactly one way",
                "{server: s, adoption: Always}                                          | no existing database is taken up",
            })
    void aDatabaseSaysInOneWayWhichServerItIs(String spec, String message) throws Exception {
        refused("Database", spec, message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "['team-*'] | {valueFrom: {secretKeyRef: {name: s, key: k}}} | , deletionPolicy: Retain | without patterns",
                "['*', a]   | {valueFrom: {secretKeyRef: {name: s, key: k}}} | , deletionPolicy: Retain | remove the other names",
                "[a]        | {value: written}                               | , deletionPolicy: Retain | give valueFrom.secretKeyRef",
                "[a]        | {valueFrom: {secretKeyRef: {name: s, key: k}}} | ''                       | add backupTo",
            })
    void aServerThatCannotWorkIsRefusedAtOnce(String allowed, String password, String more, String message)
            throws Exception {
        refused(
                "DatabaseServer",
                "{driver: d, connect: {host: h}, credentials: {username: {value: u}, password: %s}, allowedNamespaces: %s%s}"
                        .formatted(password, allowed, more),
                message);
    }

    private static void refused(String kind, String spec, String message) throws Exception {
        try (var namespace = TestNamespace.create()) {
            var yaml = """
                    apiVersion: db.isotoma.com/v1alpha1
                    kind: %s
                    metadata: {name: refused}
                    spec: %s
                    """.formatted(kind, spec);
            var end = namespace.kubectl(yaml, new String[] {"create", "--filename=-", "--dry-run=server"});
            assertThat(end.status()).isNotZero();
            assertThat(end.output()).contains(message);
        }
    }
}
