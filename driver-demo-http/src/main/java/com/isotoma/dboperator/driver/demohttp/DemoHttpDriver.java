package com.isotoma.dboperator.driver.demohttp;

import com.isotoma.dboperator.driver.spi.BackupFormat;
import com.isotoma.dboperator.driver.spi.Contents;
import com.isotoma.dboperator.driver.spi.CreateRequest;
import com.isotoma.dboperator.driver.spi.DatabaseTarget;
import com.isotoma.dboperator.driver.spi.DriverApi;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.DriverSettings;
import com.isotoma.dboperator.driver.spi.DumpReport;
import com.isotoma.dboperator.driver.spi.NamingRules;
import com.isotoma.dboperator.driver.spi.Presence;
import com.isotoma.dboperator.driver.spi.Reasons;
import com.isotoma.dboperator.driver.spi.ServerInfo;
import com.isotoma.dboperator.driver.spi.ServiceBinding;
import com.isotoma.dboperator.driver.support.Percent;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Databases of the demo HTTP service. The service itself compares the owner's mark, in the same step in which it changes
 * something, so that two runs at once cannot get in each other's way; where a server cannot do that, a driver does it.
 */
public final class DemoHttpDriver implements DriverApi {
    /** Bytes of a record as people make them up. */
    private static final long USUAL_RECORD = 100;

    private static final int BUFFER = 64 * 1024;
    private static final NamingRules NAMING = new NamingRules(64, 64);

    @Override
    public NamingRules naming() {
        return NAMING;
    }

    @Override
    public BackupFormat backupFormat() {
        return Export.FORMAT;
    }

    @Override
    public DriverSettings settings() {
        return new DriverSettings(Endpoint.KEYS, List.of());
    }

    @Override
    public void validate(DatabaseTarget target) throws DriverException {
        Endpoint.of(target.connect());
        target.options().allowOnly(List.of());
        Names.checkDatabase(target.databaseName());
        Names.checkUsername(target.username());
    }

    @Override
    public ServerInfo probe(DatabaseTarget target) throws DriverException, InterruptedException {
        var server = server(target);
        // The health page needs no password; whether the database is there does not matter.
        var answer = server.send("GET", owned(target, ""));
        if (answer.status() != 404 && answer.status() != 409) {
            answer.expectSuccess();
        }
        return server.info();
    }

    @Override
    public Presence presence(DatabaseTarget target) throws DriverException, InterruptedException {
        return new Ownership(server(target)).of(target);
    }

    @Override
    public ServiceBinding binding(DatabaseTarget target, String password) {
        var endpoint = endpoint(target);
        var userInfo = Percent.segment(target.username()) + ":" + Percent.segment(password);
        return new ServiceBinding(
                "demo-http",
                "db-operator",
                endpoint.address().host(),
                endpoint.address().port(),
                endpoint.scheme() + "://" + userInfo + "@" + endpoint.address() + path(target),
                null);
    }

    @Override
    public ServerInfo create(CreateRequest request) throws DriverException, InterruptedException {
        var target = request.target();
        var server = server(target);
        var definition = Map.of(
                "owner", target.owner().mark(),
                "username", target.username(),
                "password", request.userPassword());
        var adopt = new Ownership(server).adoptable(request).map(owner -> "?adopt=" + Percent.segment(owner));
        var answer = server.send("PUT", path(target) + adopt.orElse(""), definition);
        if (answer.status() == 409) {
            throw DriverException.user(
                    Reasons.NAME_CONFLICT,
                    "The database '" + target.databaseName() + "' or its user '" + target.username()
                            + "' is on the server and not this Database's: choose another spec.name. "
                            + answer.error());
        }
        answer.expectSuccess();
        return server.info();
    }

    @Override
    public DumpReport backup(DatabaseTarget target, OutputStream sink)
            throws DriverException, IOException, InterruptedException {
        var server = server(target);
        var info = server.info();
        try (var export = server.open("GET", owned(target, "/export"))) {
            requireOurs(export.answer(), target);
            return new DumpReport(info, Export.copy(export, "'" + target.databaseName() + "'", sink));
        }
    }

    @Override
    public void restore(DatabaseTarget target, InputStream source)
            throws DriverException, IOException, InterruptedException {
        var server = server(target);
        // Asked before the upload: in the midst of one, a refusal is often lost with the connection.
        requireOurs(server.send("GET", owned(target, "")), target);
        try (var upload = server.open("POST", owned(target, "/import"))) {
            upload.startBody();
            var buffer = new byte[BUFFER];
            for (int n = source.read(buffer); n >= 0; n = source.read(buffer)) {
                upload.write(buffer, n);
            }
            upload.endBody();
            var answer = upload.answer();
            if (answer.status() == 409 || answer.status() == 422) {
                throw DriverException.user(
                        Reasons.RESTORE_FAILED,
                        "The dump was not taken into '" + target.databaseName() + "'. " + answer.error());
            }
            answer.expectSuccess();
        }
    }

    @Override
    public OptionalLong estimatedDumpBytes(DatabaseTarget target) throws DriverException, InterruptedException {
        return OptionalLong.of(contents(target).totalRows() * USUAL_RECORD);
    }

    @Override
    public boolean isEmpty(DatabaseTarget target) throws DriverException, InterruptedException {
        return contents(target).rows().isEmpty();
    }

    @Override
    public Contents contents(DatabaseTarget target) throws DriverException, InterruptedException {
        var answer = server(target).send("GET", owned(target, ""));
        requireOurs(answer, target);
        return Export.contents(answer.number("records"));
    }

    @Override
    public void replace(DatabaseTarget target, DatabaseTarget replacement)
            throws DriverException, InterruptedException {
        var with = "&with=" + Percent.segment(replacement.databaseName());
        requireOurs(server(target).send("POST", owned(target, "/replace") + with), target);
    }

    @Override
    public void drop(DatabaseTarget target) throws DriverException, InterruptedException {
        var answer = server(target).send("DELETE", owned(target, ""));
        boolean gone = answer.status() == 404;
        boolean somebodyElses = answer.status() == 409;
        if (!gone && !somebodyElses) {
            answer.expectSuccess();
        }
    }

    /** Lets pass only the answer about a database that is there and this owner's. */
    private static void requireOurs(Answer answer, DatabaseTarget target) throws DriverException {
        var name = "The database '" + target.databaseName() + "'";
        switch (answer.status()) {
            case 404 -> throw DriverException.user(Reasons.DATABASE_MISSING, name + " is not on the server any more.");
            case 409 ->
                throw DriverException.user(
                        Reasons.NAME_CONFLICT, name + " is not this Database's: it is left alone. " + answer.error());
            default -> answer.expectSuccess();
        }
    }

    static String path(DatabaseTarget target) {
        return "/databases/" + Percent.segment(target.databaseName());
    }

    /** An address of the database at which the server answers 409 to anybody but its owner. */
    private static String owned(DatabaseTarget target, String below) {
        return path(target) + below + "?owner=" + Percent.segment(target.owner().mark());
    }

    private static Server server(DatabaseTarget target) throws DriverException {
        return new Server(Endpoint.of(target.connect()), target.admin());
    }

    private static Endpoint endpoint(DatabaseTarget target) {
        try {
            return Endpoint.of(target.connect());
        } catch (DriverException e) {
            throw new IllegalArgumentException("validate comes before binding: " + e.getMessage(), e);
        }
    }
}
