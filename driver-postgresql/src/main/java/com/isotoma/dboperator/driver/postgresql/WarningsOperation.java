package com.isotoma.dboperator.driver.postgresql;

import com.isotoma.dboperator.driver.spi.DatabaseTarget;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Reasons;
import com.isotoma.dboperator.driver.spi.Warning;
import java.util.ArrayList;
import java.util.List;

/** Finds out what is less safe than it could be: the admin's power, and the way to the server. */
record WarningsOperation(DatabaseTarget target) {
    List<Warning> run() throws DriverException {
        try (var connector = Connector.to(target);
                var session = connector.maintenance()) {
            var warnings = new ArrayList<Warning>();
            if (session.isSuperuser()) {
                warnings.add(new Warning(
                        Reasons.ADMIN_IS_SUPERUSER,
                        "The admin '" + target.admin().username() + "' in spec.credentials is a superuser of PostgreSQL"
                                + " and can run programs on the server's machine. Give the driver an account of its own:"
                                + " CREATE ROLE dbadmin LOGIN CREATEDB CREATEROLE PASSWORD '…'"));
            }
            if (connector.protection() != Protection.VERIFIED) {
                warnings.add(new Warning(Reasons.TLS_NOT_VERIFIED, notVerified(connector, session)));
            }
            return warnings;
        }
    }

    private static String notVerified(Connector connector, Session session) throws DriverException {
        boolean tls =
                session.isTrue("look at the connection", "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()");
        var how = !tls
                ? "has no TLS: whoever is on the network's path can read and change what goes over it"
                : connector.protection() == Protection.BOUND
                        ? "has TLS, and the driver made sure of the server by SCRAM's channel binding; applications that"
                                + " use the Secret's URL do not"
                        : "has TLS with a certificate that was not verified: whoever is on the network's path can pass for"
                                + " the server";
        return "The connection to PostgreSQL at " + connector.endpoint().address() + " " + how
                + ". Set spec.tls.mode to VerifyFull, and spec.tls.caCertificate to the CA's certificate unless"
                + " a public CA has signed the server's";
    }
}
