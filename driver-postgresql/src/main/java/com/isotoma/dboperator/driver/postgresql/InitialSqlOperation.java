package com.isotoma.dboperator.driver.postgresql;

import com.isotoma.dboperator.driver.spi.DatabaseTarget;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.InitialSql;
import com.isotoma.dboperator.driver.spi.Reasons;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import org.postgresql.util.PSQLException;

/**
 * Runs {@code spec.initSql} as the application's role, in one transaction. Its number is told before anything is changed: the
 * server says of it later whether it was committed.
 */
final class InitialSqlOperation {
    private static final String DOING = "run spec.initSql";
    private static final String SYNTAX_ERROR = "42601";

    /** What would end or begin a transaction. */
    private static final Pattern TRANSACTION = Pattern.compile(
            "(?is)^(?:\\s|--[^\\n]*(?:\\n|$)|/\\*.*?\\*/)*"
                    + "(COMMIT|END|ABORT|BEGIN|START\\s+TRANSACTION|PREPARE\\s+TRANSACTION|ROLLBACK(?!\\s+(?:WORK\\s+|TRANSACTION\\s+)?TO\\b))\\b.*");

    private InitialSqlOperation() {}

    static void run(InitialSql request, InitialSql.Begun begun) throws DriverException {
        var target = request.target();
        var statements = statements(request.sql());
        try (var connector = Connector.to(target);
                var session = connector.application(
                        target.databaseName(), request.account(Logins.of(target).first()))) {
            session.expectLongStatements();
            session.inTransaction(() -> {
                begun.as(session.first(DOING, "SELECT pg_current_xact_id()::text", row -> row.getString(1))
                        .orElseThrow());
                for (int i = 0; i < statements.size(); i++) {
                    run(session, "statement " + (i + 1) + " of " + statements.size(), statements.get(i));
                }
                run(session, "a deferred constraint", "SET CONSTRAINTS ALL IMMEDIATE");
            });
        }
    }

    private static List<String> statements(String sql) throws DriverException {
        List<String> statements;
        try {
            statements = SqlScript.statements(sql);
        } catch (IllegalArgumentException e) {
            throw DriverException.user(
                            Reasons.INIT_SQL_FAILED,
                            "spec.initSql cannot be divided into statements: it has " + e.getMessage())
                    .withNothingChanged();
        }
        for (int i = 0; i < statements.size(); i++) {
            var word = TRANSACTION.matcher(statements.get(i));
            if (word.matches()) {
                throw DriverException.user(
                                Reasons.INIT_SQL_FAILED,
                                "Statement " + (i + 1) + " of " + statements.size() + " in spec.initSql is "
                                        + word.group(1).toUpperCase(Locale.ROOT)
                                        + ": remove it, since all statements are run in one transaction")
                        .withNothingChanged();
            }
        }
        return statements;
    }

    private static void run(Session session, String what, String statement) throws DriverException {
        try {
            session.runRaw(statement);
        } catch (SQLException e) {
            throw failed(what, e);
        }
    }

    private static DriverException failed(String what, SQLException e) {
        var state = Objects.requireNonNullElse(e.getSQLState(), "");
        var words = SYNTAX_ERROR.equals(state) ? "it is not valid SQL (SQLSTATE " + state + ")" : ServerWords.of(e);
        var message = "Running spec.initSql, " + what + " fails" + position(e) + ": " + words;
        return ServerErrors.mayPass(state)
                ? DriverException.unavailable(Reasons.INIT_SQL_FAILED, message, ServerWords.withoutRows(e))
                : new DriverException(
                                DriverException.Kind.USER,
                                Reasons.INIT_SQL_FAILED,
                                message
                                        + ". Nothing of spec.initSql has been kept: correct it, and all of it is run again",
                                ServerWords.withoutRows(e))
                        .withNothingChanged();
    }

    private static String position(SQLException e) {
        var server = e instanceof PSQLException p ? p.getServerErrorMessage() : null;
        return server == null || server.getPosition() == 0 ? "" : " at its character " + server.getPosition();
    }

    /** @throws DriverException of kind UNAVAILABLE while the server has not ended the transaction of a run that was cut off */
    static InitialSql.State state(DatabaseTarget target, String token) throws DriverException {
        try (var connector = Connector.to(target);
                var session = connector.maintenance()) {
            // Numbers that the server has not given yet are of another server, or of one that was put back.
            var status = session.first(
                            DOING,
                            "SELECT CASE WHEN x >= pg_snapshot_xmax(pg_current_snapshot()) THEN '' ELSE"
                                    + " coalesce(pg_xact_status(x), '') END FROM (SELECT ?::text::xid8 AS x) AS given",
                            row -> row.getString(1),
                            token)
                    .orElse("");
            return switch (status) {
                case "committed" -> InitialSql.State.DONE;
                case "aborted" -> InitialSql.State.NOT_DONE;
                case "in progress" ->
                    throw DriverException.unavailable(
                            Reasons.IN_USE,
                            "The transaction with spec.initSql of an earlier run has not ended yet",
                            null);
                default -> InitialSql.State.UNKNOWN;
            };
        }
    }
}
