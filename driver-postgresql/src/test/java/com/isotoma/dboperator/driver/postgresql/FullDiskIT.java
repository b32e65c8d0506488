package com.isotoma.dboperator.driver.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.testsupport.CrampedServer;
import java.io.ByteArrayInputStream;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A restore on a server whose disk is full, beside a database that is in use. */
class FullDiskIT {
    /** The server's own log is cut into files of 16 MiB. */
    private static final int LONGEST_FILE = 20;

    @Test
    void failsInTheServersWordsAndTheDatabaseInUseIsNotHarmed() throws Exception {
        try (var server = CrampedServer.start("postgresql", LONGEST_FILE);
                var source = Scratch.on(TestServer.restricted18());
                var inUse = Scratch.on(TestServer.cramped(server))) {
            source.run("CREATE TABLE big AS SELECT i, repeat(md5(i::text), 4) AS t FROM generate_series(1, 200000) i");
            inUse.run("CREATE TABLE kept AS SELECT 'kept' AS t");
            var dump = source.dump();
            var beside = Scratch.beside(inUse, Map.of());

            assertThatThrownBy(() -> beside.driver().restore(beside.target(), new ByteArrayInputStream(dump)))
                    .isInstanceOfSatisfying(DriverException.class, e -> {
                        // A limit on files, as here, is an answer of the server's; of a full disk (53100) it may
                        // recover.
                        assertThat(e.kind()).isEqualTo(DriverException.Kind.USER);
                        assertThat(e).hasMessageContaining("could not extend file");
                    });
            beside.close();

            assertThat(inUse.server().ask("postgres", "SELECT datname FROM pg_database WHERE datname LIKE 'it\\_%'"))
                    .containsExactly(inUse.name());
            inUse.run("INSERT INTO kept VALUES ('newer')");
            assertThat(inUse.ask("SELECT t FROM kept ORDER BY t")).containsExactly("kept", "newer");
        }
    }
}
