package com.isotoma.dboperator.driver.mysql;

import com.isotoma.dboperator.driver.spi.Credentials;
import com.isotoma.dboperator.driver.spi.DatabaseTarget;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Reasons;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a dump in as the application's user: so everything belongs to it, and a dump that says more than an application
 * may (its author is an application) can do no more than that application can.
 *
 * @param encrypted whether the JDBC connection was
 */
record Load(Tools tools, Flavour flavour, Endpoint endpoint, boolean encrypted, DatabaseTarget target) {

    /**
     * Reads it in; stops at the first error.
     *
     * @param password of the application's user
     */
    void readFrom(InputStream source, String password) throws DriverException, IOException, InterruptedException {
        var user = new Credentials(target.username(), password);
        try (var dump = new PortableDump(source);
                var login = ToolLogin.of(flavour, endpoint, encrypted, user, Optional.of(target.databaseName()))) {
            tools.process(
                            flavour.clientProgram(),
                            login.optionFile(),
                            // Binary mode knows no commands of the client, such as one that runs a program.
                            List.of("--batch", "--binary-mode", "--local-infile=0"),
                            Set.of(password))
                    .feed(Reasons.RESTORE_FAILED, dump);
            if (!dump.complete()) {
                throw DriverException.user(
                        Reasons.RESTORE_FAILED,
                        "The dump does not end with its end mark: it is not complete, and '" + target.databaseName()
                                + "' holds a part of it");
            }
        }
    }
}
