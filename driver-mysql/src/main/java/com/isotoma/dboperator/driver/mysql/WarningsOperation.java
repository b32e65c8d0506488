package com.isotoma.dboperator.driver.mysql;

import com.isotoma.dboperator.driver.spi.DatabaseTarget;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Reasons;
import com.isotoma.dboperator.driver.spi.Warning;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Finds out what is less safe than it could be: the admin's power, the way to the server, programs that are missing. */
record WarningsOperation(Session session, DatabaseTarget target, Tools tools) {
    private static final String EVERYWHERE = " ON *.* TO ";
    private static final Set<String> RULING = Set.of("SUPER", "FILE", "SHUTDOWN", "ALL PRIVILEGES");

    List<Warning> run() throws DriverException {
        var warnings = new ArrayList<Warning>();
        if (rulesTheServer()) {
            warnings.add(new Warning(
                    Reasons.ADMIN_IS_SUPERUSER,
                    "The admin '" + target.admin().username()
                            + "' in spec.credentials may rule the whole server (SUPER,"
                            + " FILE or SHUTDOWN), which the driver does not need. Give the driver an account of its own:"
                            + " GRANT CREATE USER, " + Account.PRIVILEGES
                            + " ON *.* TO 'dbadmin'@'%' WITH GRANT OPTION"));
        }
        if (!Endpoint.of(target.connect()).tls().verifies()) {
            warnings.add(new Warning(Reasons.TLS_NOT_VERIFIED, notVerified()));
        }
        tools.missing(session.version().flavour())
                .ifPresent(missing -> warnings.add(new Warning(Reasons.TOOL_UNUSABLE, missing)));
        return warnings;
    }

    private boolean rulesTheServer() throws DriverException {
        return session.rows("look at the rights of the admin", "SHOW GRANTS", 1).stream()
                .map(row -> row.get(0))
                .filter(grant -> grant.contains(EVERYWHERE))
                .map(grant -> grant.substring("GRANT ".length(), grant.indexOf(EVERYWHERE)))
                .flatMap(rights -> Arrays.stream(rights.split(", ")))
                .anyMatch(RULING::contains);
    }

    private String notVerified() throws DriverException {
        var product = session.version().flavour().product();
        var how = session.encrypted()
                ? "has TLS with a certificate that was not verified: whoever is on the network's path can pass for the"
                        + " server and learn the admin's password"
                : "has no TLS: whoever is on the network's path can read and change what goes over it, and learn the"
                        + " admin's password";
        return "The connection to " + product + " at "
                + Endpoint.of(target.connect()) + " " + how
                + ". Set spec.tls.mode to VerifyFull, and spec.tls.caCertificate to the CA's certificate"
                + " unless a public CA has signed the server's";
    }
}
