package com.isotoma.dboperator.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the API server itself refuses, with a message that says what to do. */
@WithOperator
@Execution(ExecutionMode.CONCURRENT)
class RefusalsIT {
    /** What the API server refuses. */
    static Stream<Arguments> refusals() {
        return Stream.of(
                refusal("name of 65 characters", y -> y.set("name", "n".repeat(65)), "spec.name"),
                refusal("empty name", y -> y.set("name", ""), "spec.name"),
                refusal("line break in the name", y -> y.set("name", "a\nb"), "spec.name"),
                refusal("no password", y -> y.without("credentials.password"), "spec.credentials.password"),
                refusal(
                        "two passwords",
                        y -> y.set("credentials.password.value", "second"),
                        "give exactly one of value and valueFrom.secretKeyRef"),
                refusal(
                        "no place for the last backup",
                        y -> y.without("backupTo"),
                        "add backupTo, or set deletionPolicy to Delete"),
                refusal("unknown policy", y -> y.set("deletionPolicy", "Burn"), "BackupThenDelete"),
                refusal("unknown rate", y -> y.set("backupOptions.rateLimit", "fast"), "such as 50Mi"),
                refusal("unknown level", y -> y.set("backupOptions.compressionLevel", 20), "1 (fastest) to 19"),
                refusal(
                        "a table that looks like an option",
                        y -> y.set("backupOptions.excludeTables", List.of("orders", "-T")),
                        "begins with '-'"),
                refusal(
                        "rows of a table that looks like an option",
                        y -> y.set("backupOptions.excludeData", List.of("--password")),
                        "begins with '-'"),
                refusal(
                        "a table without a name",
                        y -> y.set("backupOptions.excludeTables", List.of("")),
                        "spec.backupOptions.excludeTables[0]"),
                refusal(
                        "more tables than can be listed",
                        y -> y.set("backupOptions.excludeTables", Collections.nCopies(101, "t")),
                        "must have at most 100 items"),
                refusal(
                        "TLS in two ways",
                        y -> y.set("connect.sslMode", "require").set("tls.mode", "VerifyFull"),
                        "keep tls and remove these keys"),
                refusal("unknown mode of TLS", y -> y.set("tls.mode", "verify-full"), "spec.tls.mode"),
                refusal(
                        "a CA without a name for it",
                        y -> y.set("tls.mode", "VerifyCA"),
                        "mode VerifyCA needs caCertificate"),
                refusal(
                        "a CA that would not be used",
                        y -> y.set("tls.mode", "Require").set("tls.caCertificate.value", "PEM"),
                        "set mode to VerifyFull or VerifyCA"),
                refusal(
                        "two CAs",
                        y -> y.set("tls.caCertificate.value", "PEM")
                                .set("tls.caCertificate.configMapKeyRef", Map.of("name", "n", "key", "k")),
                        "give exactly one of value, secretKeyRef and configMapKeyRef"),
                refusal(
                        "a client's certificate without TLS",
                        y -> y.set("tls.mode", "Disable").set("tls.clientCertificate.secretName", "s"),
                        "clientCertificate needs TLS"),
                refusal(
                        "SQL in two places",
                        y -> y.set("initSql.value", "SELECT 1")
                                .set("initSql.configMapKeyRef", Map.of("name", "n", "key", "k")),
                        "give exactly one of value and configMapKeyRef"),
                refusal("two places", y -> y.set("backupTo.S3.Bucket", "b"), "give exactly one of s3 and S3"),
                refusal("a bucket and a location", y -> y.set("backupTo.location", "l"), "and location, the name of"),
                refusal(
                        "two ways to encrypt",
                        y -> y.without("backupTo.s3")
                                .set("backupTo.location", "l")
                                .set("backupTo.encryption.secretName", "keys"),
                        "the StorageLocation says itself how its backups are encrypted"));
    }

    private static Arguments refusal(String name, UnaryOperator<DatabaseYaml> change, String message) {
        return Arguments.argumentSet(name, change, message);
    }

    /** The policies know drivers by the names of their accounts. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "default",
                "db-operator",
                "db-operator-driver-orders",
                "db-operator-driver.",
                "db-operator-drivers.x"
            })
    void aDriverNamesNoAccountForWhichNoPolicyHolds(String account) throws Exception {
        try (var namespace = TestNamespace.create()) {
            var yaml = """
                    apiVersion: db.isotoma.com/v1alpha1
                    kind: Driver
                    metadata: {name: own-account}
                    spec: {image: none, serviceAccountName: %s}
                    """.formatted(account);
            var end = namespace.kubectl(yaml, new String[] {"apply", "--dry-run=server", "--filename=-"});
            assertThat(end.status()).isNotZero();
            assertThat(end.output()).contains("spec.serviceAccountName");
        }
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void whatCannotWorkIsRefusedAtOnce(UnaryOperator<DatabaseYaml> change, String message) throws Exception {
        try (var namespace = TestNamespace.create()) {
            var yaml =
                    change.apply(DatabaseYaml.of(Servers.POSTGRESQL, "orders")).toString();
            var end = namespace.kubectl(yaml, new String[] {"apply", "--filename=-"});
            assertThat(end.status()).isNotZero();
            assertThat(end.output()).contains(message);
        }
    }
}
