package com.isotoma.dboperator.driver.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.isotoma.dboperator.driver.spi.CreateRequest;
import com.isotoma.dboperator.driver.spi.DatabaseTarget;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Owner;
import com.isotoma.dboperator.testsupport.CrampedServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A restore on a server whose disk is full, beside a database that is in use. */
class FullDiskIT {
    /** The server's own tables take up to 30 MiB each. */
    private static final int LONGEST_FILE = 40;

    private static final String PASSWORD = "FirstPassword0123456789";

    private final Owner owner = new Owner("cluster-" + UUID.randomUUID(), "shop", "orders");
    private final TestServer roomy = TestServer.local("MYSQL", "RESTRICTED");
    private final MysqlDriver driver = new MysqlDriver(Tools.in(roomy.tools()));

    @Test
    void failsInTheServersWordsAndTheDatabaseInUseIsNotHarmed() throws Exception {
        try (var cramped = CrampedServer.start("mysql", LONGEST_FILE)) {
            var server = TestServer.cramped(cramped);
            var dump = dumpOfMoreThanFits();
            var inUse = created(server, "in_use");
            run(server, inUse, "CREATE TABLE kept (t VARCHAR(9))", "INSERT INTO kept VALUES ('kept')");
            var beside = created(server, "beside");

            assertThatThrownBy(() -> driver.restore(beside, new ByteArrayInputStream(dump)))
                    .isInstanceOfSatisfying(DriverException.class, e -> {
                        assertThat(e.kind()).isEqualTo(DriverException.Kind.UNAVAILABLE);
                        assertThat(e).hasMessageContainingAll("the table 'big'", "disk space", "error 1114");
                    });
            driver.drop(beside);

            assertThat(server.askAdmin("SHOW DATABASES LIKE 'beside'")).isEmpty();
            run(server, inUse, "INSERT INTO kept VALUES ('newer')");
            try (var connection = server.asApplication(inUse, PASSWORD)) {
                assertThat(TestServer.texts(connection, "SELECT t FROM kept ORDER BY t"))
                        .containsExactly("kept", "newer");
            }
        }
    }

    private byte[] dumpOfMoreThanFits() throws Exception {
        var source = created(roomy, "t_" + UUID.randomUUID().toString().substring(0, 8));
        try {
            run(
                    roomy,
                    source,
                    "CREATE TABLE big (id INT AUTO_INCREMENT PRIMARY KEY, t LONGTEXT)",
                    "INSERT INTO big (t) VALUES (REPEAT('x', 2000000))",
                    "INSERT INTO big (t) SELECT t FROM big",
                    "INSERT INTO big (t) SELECT t FROM big",
                    "INSERT INTO big (t) SELECT t FROM big",
                    "INSERT INTO big (t) SELECT t FROM big",
                    "INSERT INTO big (t) SELECT t FROM big");
            var dump = new ByteArrayOutputStream();
            driver.backup(source, dump);
            return dump.toByteArray();
        } finally {
            driver.drop(source);
        }
    }

    private DatabaseTarget created(TestServer server, String name) throws Exception {
        var target = server.target(owner, name, name);
        driver.create(new CreateRequest(target, PASSWORD, false));
        return target;
    }

    private static void run(TestServer server, DatabaseTarget target, String... statements) throws Exception {
        try (var connection = server.asApplication(target, PASSWORD)) {
            TestServer.run(connection, statements);
        }
    }
}
