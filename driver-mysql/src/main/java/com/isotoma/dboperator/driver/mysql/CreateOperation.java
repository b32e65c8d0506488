package com.isotoma.dboperator.driver.mysql;

import com.isotoma.dboperator.driver.spi.CreateRequest;
import com.isotoma.dboperator.driver.spi.DatabaseTarget;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Owner;
import com.isotoma.dboperator.driver.spi.Reasons;
import com.isotoma.dboperator.driver.spi.ServerInfo;
import java.util.Locale;

/** Brings a server to what a request asks for; every step does only what is missing. */
record CreateOperation(Session session, CreateRequest request) {

    ServerInfo run() throws DriverException, InterruptedException {
        var target = request.target();
        var options = DatabaseOptions.of(target.options());
        refuseChangedCase(target.databaseName());
        var claims = new Claims(session);
        claims.prepare();
        takeOver(claims);
        claims.refuseOthers(target);
        new ServerIdentity(session).ensure();
        if (claims.ofDatabase(target.databaseName()).isEmpty()) {
            refuseForeign(target);
            claims.add(target);
        }
        database(target.databaseName(), options);
        var account = new Account(session, target.username());
        account.ensure(
                request.userPassword(),
                request.overlap(),
                options.maxUserConnections(session),
                Connector.trial(target));
        new Replacements(session).forgetLogin(target.databaseName());
        account.grant(target.databaseName());
        return new ServerIdentity(session).info();
    }

    /** With the user that was made with it, whose views and triggers stay in force. */
    private void takeOver(Claims claims) throws DriverException {
        var target = request.target();
        var claim = claims.ofDatabase(target.databaseName());
        var other = claim.flatMap(c -> Owner.parse(c.mark()));
        if (other.isPresent()
                && request.mayAdopt(other.get())
                && claim.get().username().equals(target.username())) {
            // While the mark of the database still says whose they were.
            new UserClaims(session).take(target, other.get());
            claims.take(target, claim.get().mark());
        }
    }

    /** Such a server would make another name of it, which no mark would match. */
    private void refuseChangedCase(String name) throws DriverException {
        var setting = session.text("ask how the server treats names", "SELECT @@lower_case_table_names")
                .orElse("0");
        if (!setting.equals("0") && !name.equals(name.toLowerCase(Locale.ROOT))) {
            throw DriverException.user(
                    Reasons.INVALID_SPEC,
                    "The database name '" + name
                            + "' has capital letters, which this server (lower_case_table_names=" + setting
                            + ") does not keep: use small letters in spec.name");
        }
    }

    private void refuseForeign(DatabaseTarget target) throws DriverException {
        if (request.adoptExisting()) {
            return;
        }
        if (Databases.exists(session, target.databaseName())) {
            throw Claims.conflict("The database '" + target.databaseName()
                    + "' exists and was not made by this operator: choose another spec.name, or set spec.adoption to"
                    + " Always");
        }
        if (new Account(session, target.username()).exists()) {
            throw Claims.conflict("The user '" + target.username()
                    + "' exists and was not made by this operator: choose another spec.name, or set spec.adoption to"
                    + " Always");
        }
    }

    private void database(String name, DatabaseOptions options) throws DriverException {
        session.run(
                "create the database '" + name + "'",
                "CREATE DATABASE IF NOT EXISTS " + Quoting.identifier(name) + options.forNew());
        if (!options.forExisting().isEmpty()) {
            session.run(
                    "change the options of the database '" + name + "'",
                    "ALTER DATABASE " + Quoting.identifier(name) + options.forExisting());
        }
    }
}
