package com.isotoma.dboperator.driver.postgresql;

import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.DriverException.Kind;
import com.isotoma.dboperator.driver.spi.Reasons;
import com.isotoma.dboperator.driver.sql.ToolFailure;
import java.util.List;

/** What it means that psql or pg_restore ended badly. The SQLSTATE of the statement that failed decides, as it does for JDBC. */
final class RestoreFailure implements ToolFailure {
    /** psql's status for a connection that failed. */
    private static final int NO_CONNECTION = 2;

    private static final int KILLED = 128;

    @Override
    public DriverException explain(String reason, String tool, int status, List<String> messages) {
        var error = PsqlError.in(messages);
        if (error.isPresent()) {
            return ofStatement(error.get());
        }
        boolean mayPass = status == NO_CONNECTION || status >= KILLED;
        return new DriverException(
                mayPass ? Kind.UNAVAILABLE : Kind.USER,
                reason,
                tool + " ended with status " + status + ": " + String.join("; ", ownWords(messages)),
                null);
    }

    private static List<String> ownWords(List<String> messages) {
        return messages.stream()
                .filter(line -> line.matches("(psql|pg_restore|/.*): .*"))
                .map(line -> line.replaceFirst("^/\\S*/", ""))
                .toList();
    }

    private static DriverException ofStatement(PsqlError error) {
        var state = error.state();
        var said = error.words() + error.place();
        if (ServerErrors.mayPass(state, error.words())) {
            return DriverException.unavailable(Reasons.RESTORE_FAILED, "The server did not go on: " + said, null);
        }
        if (ServerErrors.isConstraintViolation(state)) {
            var constraint = error.constraint() == null ? "" : " (constraint " + error.constraint() + ")";
            return DriverException.user(
                    Reasons.CONSTRAINT_VIOLATED,
                    "The data in the backup do not pass a constraint of the database: " + said + constraint
                            + ". A CHECK that reads other tables or settings fails so, since tables are filled one after"
                            + " another: make it a trigger. The backup is whole and can be restored by hand without the"
                            + " constraint");
        }
        return switch (state) {
            case "42501" -> notPermitted(said);
            case "42883", "42P01", "42704", "42703", "3F000" ->
                DriverException.user(
                        Reasons.RESTORE_FAILED,
                        "Something that the database needs is not found: " + said
                                + ". A function that names others without their schema fails so: ALTER FUNCTION … SET"
                                + " search_path = … in the database in use, and make another backup");
            default -> DriverException.user(Reasons.RESTORE_FAILED, "The dump cannot be restored: " + said);
        };
    }

    private static DriverException notPermitted(String said) {
        if (said.contains("create extension")) {
            return DriverException.user(
                    Reasons.PERMISSION_DENIED,
                    "The dump needs an extension that only an admin can install (" + said
                            + "): name it in spec.options.extensions and restore again");
        }
        return DriverException.user(
                Reasons.PERMISSION_DENIED,
                "The dump needs a right that the application's role does not have (" + said
                        + "): let a superuser GRANT it to the application's role");
    }
}
