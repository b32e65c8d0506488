package com.isotoma.dboperator.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Objects;

/** The deletion of the Database {@code orders}, as a user does it. */
final class Deletion {
    private Deletion() {}

    /** Takes a Database away that a test may have left, without a last backup. */
    static void withoutBackup(TestNamespace namespace, String database) throws IOException, InterruptedException {
        if (namespace.database(database) != null) {
            var patch = namespace.kubectl(
                    "patch",
                    "database",
                    database,
                    "--type=merge",
                    "--patch={\"spec\":{\"deletionPolicy\":\"Delete\"}}");
            assertThat(patch.status()).as(patch.output()).isZero();
            var end = namespace.kubectl("delete", "database", database, "--timeout=60s");
            assertThat(end.status()).as(end.output()).isZero();
        }
    }

    /** It goes, and the Secrets that it used are free. */
    static void goesThrough(TestNamespace namespace) throws IOException, InterruptedException {
        var end = namespace.kubectl("delete", "database/orders", "--timeout=60s");
        assertThat(end.status()).as(end.output()).isZero();
        for (var secret : List.of(DatabaseYaml.ADMIN, DatabaseYaml.STORE)) {
            assertThat(Objects.requireNonNull(namespace.secret(secret))
                            .getMetadata()
                            .getFinalizers())
                    .isEmpty();
        }
    }
}
