package com.isotoma.dboperator.driver.mysql;

import com.isotoma.dboperator.driver.spi.Credentials;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.InitialSql;
import com.isotoma.dboperator.driver.spi.Reasons;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Runs {@code spec.initSql} as the application's user. The server itself divides it into statements, so that the bodies of
 * routines need no other delimiter. Each statement that changes the schema commits what was done before it.
 */
final class InitialSqlOperation {
    private static final Pattern LINE = Pattern.compile("at line (\\d+)$");

    private InitialSqlOperation() {}

    static void run(InitialSql request, InitialSql.Begun begun) throws DriverException {
        var target = request.target();
        var endpoint = Endpoint.of(target.connect());
        var login = new Credentials(target.username(), request.userPassword());
        try (var session = Session.script(endpoint, login)) {
            session.use(target.databaseName());
            begun.as("begun");
            run(session, request.sql());
        }
    }

    private static void run(Session session, String sql) throws DriverException {
        long before = session.statements();
        try {
            session.runRaw(sql);
        } catch (SQLException e) {
            throw failed(session, before, e);
        }
    }

    private static DriverException failed(Session session, long before, SQLException e) {
        var quiet = new ServerErrors(true);
        var number = number(session, before, e);
        var message = "Running spec.initSql, "
                + number.map(n -> "statement " + n + " fails").orElse("a statement fails") + line(e) + ": "
                + quiet.words(e);
        var state = Objects.requireNonNullElse(e.getSQLState(), "");
        if (state.startsWith("08") || number.isEmpty()) {
            return DriverException.unavailable(Reasons.INIT_SQL_FAILED, message, null);
        }
        var first = number.get() == 1;
        var failure = DriverException.user(
                Reasons.INIT_SQL_FAILED,
                message
                        + (first
                                ? ". Correct it, and all of spec.initSql is run again"
                                : ". The statements before it have been run and stay, since this server commits each change of a"
                                        + " schema at once. Let spec.initSql have what is still to be run; or drop what has been made,"
                                        + " and change the text of spec.initSql, for example by a comment, to have all of it run"
                                        + " again"));
        return first ? failure.withNothingChanged() : failure;
    }

    /** Which statement failed; empty where the session is lost. */
    private static Optional<Long> number(Session session, long before, SQLException failure) {
        try {
            return Optional.of(session.statements() - before - 1);
        } catch (DriverException e) {
            failure.addSuppressed(e);
            return Optional.empty();
        }
    }

    /** The rest of the server's words quotes the statement. */
    private static String line(SQLException e) {
        var line = LINE.matcher(Objects.requireNonNullElse(e.getMessage(), ""));
        return line.find() ? " at its line " + line.group(1) : "";
    }
}
