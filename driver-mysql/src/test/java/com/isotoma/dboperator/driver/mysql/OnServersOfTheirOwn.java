package com.isotoma.dboperator.driver.mysql;

import com.isotoma.dboperator.driver.spi.Owner;
import com.isotoma.dboperator.testsupport.CrampedServer;
import java.io.IOException;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Tests of settings that hold for a whole server, so that each has a server of its own, MySQL or MariaDB. */
@ParameterizedClass
@EnumSource
abstract class OnServersOfTheirOwn {
    /** Never full: the longest file, in mebibytes. */
    private static final int ROOMY = 4096;

    final Flavour flavour;
    final TestServer root;
    final TestServer server;
    final MysqlDriver driver;
    final Owner owner = new Owner("cluster-" + UUID.randomUUID(), "shop", "orders");
    private final CrampedServer own;

    OnServersOfTheirOwn(Flavour flavour) throws IOException, InterruptedException {
        this.flavour = flavour;
        own = CrampedServer.start(flavour.name().toLowerCase(Locale.ROOT), ROOMY);
        root = TestServer.own(own, "ADMIN");
        server = TestServer.own(own, "RESTRICTED");
        driver = new MysqlDriver(Tools.in(server.tools()));
    }

    @AfterEach
    void stop() throws IOException {
        own.close();
    }
}
