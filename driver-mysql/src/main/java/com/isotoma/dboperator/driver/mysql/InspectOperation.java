package com.isotoma.dboperator.driver.mysql;

import com.isotoma.dboperator.driver.spi.Contents;
import com.isotoma.dboperator.driver.spi.Credentials;
import com.isotoma.dboperator.driver.spi.DatabaseTarget;
import com.isotoma.dboperator.driver.spi.DriverException;
import java.io.IOException;
import java.util.List;

/** Looks into a database, and changes nothing there. */
record InspectOperation(DatabaseTarget target) {
    long bytes() throws DriverException {
        try (var session = Session.admin(target)) {
            Databases.requireOwned(session, target);
            return Databases.bytes(session, target.databaseName());
        }
    }

    boolean isEmpty() throws DriverException {
        try (var session = Session.admin(target)) {
            Databases.requireOwned(session, target);
            return Databases.isEmpty(session, target.databaseName());
        }
    }

    /** Counted by an account that may only read it. */
    Contents contents() throws DriverException, IOException, InterruptedException {
        var name = target.databaseName();
        List<String> tables;
        Credentials reader;
        try (var session = Session.admin(target)) {
            Databases.requireOwned(session, target);
            tables = Databases.counted(session, name);
            reader = Reader.make(session, name);
        }
        return Reader.use(target, reader, login -> {
            try (var session = Session.openQuietly(Endpoint.of(target.connect()), login)) {
                return Databases.contents(session, name, tables);
            }
        });
    }
}
