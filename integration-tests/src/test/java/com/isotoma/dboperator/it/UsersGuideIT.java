package com.isotoma.dboperator.it;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of docs/users.md, as they are. */
@WithOperator
class UsersGuideIT {
    private final Document readme = Document.of("README.md");
    private final Document guide = Document.of("docs/users.md");

    UsersGuideIT() throws IOException {}

    @Test
    void makesAUserAndRemovesIt(@TempDir Path folder) throws Exception {
        try (var shop = TestNamespace.create(Servers.POSTGRESQL)) {
            var reader = new Reader(folder, shop);
            try {
                shop.secret("dbpassword", Map.of("password", Servers.POSTGRESQL.adminPassword()));
                shop.apply(reader.own(readme.fragments("yaml").getFirst()));
                shop.awaitReady("orders");
                shop.apply(guide.fragments("yaml").getFirst());
                for (var section : guide.sections()) {
                    reader.follow(section, shop);
                }
            } finally {
                Deletion.withoutBackup(shop, "orders");
            }
        }
    }
}
