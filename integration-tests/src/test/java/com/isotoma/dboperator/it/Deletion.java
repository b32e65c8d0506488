package com.isotoma.dboperator.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Objects;

/** The deletion of the Database {@code orders}, as a user does it. */
final class Deletion {
    private Deletion() {}

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
