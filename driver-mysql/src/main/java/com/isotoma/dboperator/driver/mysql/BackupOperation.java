package com.isotoma.dboperator.driver.mysql;

import com.isotoma.dboperator.driver.spi.Credentials;
import com.isotoma.dboperator.driver.spi.DatabaseTarget;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.DumpReport;
import com.isotoma.dboperator.driver.spi.Exclusions;
import com.isotoma.dboperator.driver.spi.ServerInfo;
import java.io.IOException;
import java.io.OutputStream;

/** Dumps a database with the server's own program, as an account that may only read it. */
record BackupOperation(DatabaseTarget target, Exclusions exclusions, Tools tools) {
    DumpReport run(OutputStream sink) throws DriverException, IOException, InterruptedException {
        ServerInfo server;
        Dump dump;
        Dump.Plan plan;
        Credentials reader;
        String client;
        try (var session = Session.admin(target)) {
            var flavour = session.version().flavour();
            tools.require(flavour, flavour.dumpProgram());
            client = flavour.clientProgram();
            Databases.requireOwned(session, target);
            server = new ServerIdentity(session).info();
            dump = new Dump(program(session), target.admin());
            plan = Dump.Plan.of(new Schema(session, target.databaseName()), exclusions);
            reader = Reader.make(session, target.databaseName());
        }
        var dumped = Reader.use(target, reader, login -> dump.writeTo(sink, plan, login));
        return new DumpReport(
                server,
                dumped.contents(),
                dumped.notes(),
                MysqlFamilyDriver.readWith(client),
                plan.excluded().omitted());
    }

    private DumpProgram program(Session session) throws DriverException {
        return new DumpProgram(
                tools,
                session.version().flavour(),
                Endpoint.of(target.connect()),
                session.encrypted(),
                target.databaseName(),
                Databases.hasTablesWithoutTransactions(session, target.databaseName()));
    }
}
