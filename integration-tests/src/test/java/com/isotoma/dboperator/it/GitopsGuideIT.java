package com.isotoma.dboperator.it;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The commands of docs/gitops.md, followed from the first to the last on PostgreSQL, with the operator. */
@WithOperator
@Execution(ExecutionMode.CONCURRENT)
@Order(1)
class GitopsGuideIT {
    private final Document readme = Document.of("README.md");
    private final Document guide = Document.of("docs/gitops.md");

    GitopsGuideIT() throws IOException {}

    @Test
    void whatComesBackIsWhatItSays(@TempDir Path folder) throws Exception {
        try (var shop = TestNamespace.create(Servers.POSTGRESQL)) {
            var reader = new Reader(folder, shop);
            try {
                shop.secret("dbpassword", Map.of("password", Servers.POSTGRESQL.adminPassword()));
                var orders = reader.own(readme.fragments("yaml").getFirst());
                reader.file("orders.yaml", orders);
                shop.apply(orders);
                shop.awaitReady("orders");
                Servers.POSTGRESQL.store(shop.secretValues("orders"), "backed up");
                for (var section : guide.sections()) {
                    reader.follow(section, shop);
                }
            } finally {
                Deletion.withoutBackup(shop, "orders");
            }
        }
    }
}
