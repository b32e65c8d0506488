package com.isotoma.dboperator.driver.demohttp;

import com.isotoma.dboperator.demo.service.TestServer;
import com.isotoma.dboperator.driver.spi.Credentials;
import com.isotoma.dboperator.driver.spi.DatabaseTarget;
import com.isotoma.dboperator.driver.spi.Owner;
import com.isotoma.dboperator.driver.spi.Settings;
import java.util.List;
import java.util.Map;

/** Targets for the tests of this driver. */
final class Targets {
    static final Owner OWNER = new Owner("cluster", "shop", "orders");

    static final List<String> AWKWARD_NAMES = List.of(
            "..",
            ".",
            "/",
            "../../etc/passwd",
            "a/records/b",
            "%2e%2e%2f",
            "?owner=x&adopt=true#",
            "it's \"quoted\" \\ `ticked`",
            " leading and trailing ",
            "line\nbreak\0null\u007f",
            "+ & = ; $ %",
            "naïve 数据库 база 😀",
            "x".repeat(64),
            "😀".repeat(64));

    private Targets() {}

    static DatabaseTarget at(int port, Owner owner, String databaseName) {
        return new DatabaseTarget(
                owner,
                databaseName,
                "user of " + Integer.toHexString(databaseName.hashCode()),
                new Settings("spec.connect", Map.of("host", "127.0.0.1", "port", port)),
                new Settings("spec.options", Map.of()),
                new Credentials(TestServer.ADMIN, TestServer.ADMIN_PASSWORD));
    }

    static DatabaseTarget with(DatabaseTarget target, Credentials admin) {
        return new DatabaseTarget(
                target.owner(), target.databaseName(), target.username(), target.connect(), target.options(), admin);
    }

    static DatabaseTarget connect(Map<String, Object> connect) {
        var target = at(1, OWNER, "orders");
        return new DatabaseTarget(
                target.owner(),
                target.databaseName(),
                target.username(),
                new Settings("spec.connect", connect),
                target.options(),
                target.admin());
    }
}
