package com.isotoma.dboperator.driver.postgresql;

import com.isotoma.dboperator.driver.spi.Reasons;
import com.isotoma.dboperator.driver.sql.ErrorMeaning;
import com.isotoma.dboperator.driver.sql.ErrorTable;
import java.sql.SQLException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What an SQLSTATE says, the same for a statement of this driver as for one of a tool: who has to act, whether the same
 * statement can succeed later, and whether its message holds names alone or may hold values of rows.
 *
 * @param endpoint the server, whose settings are part of remedies
 */
record ServerErrors(Endpoint endpoint) implements ErrorTable {
    /** A file that is missing or there already, as of an extension: an answer of the class of system errors. */
    private static final Set<String> ANSWERS = Set.of("58P01", "58P02");

    /** Connection, resources, operator intervention, system error: the server's condition, not its answer. */
    private static final Set<String> PASSING_CLASSES = Set.of("08", "53", "57", "58");

    /** In use, not available within the lock time, serialization, deadlock, a server that is read-only just now. */
    private static final Set<String> PASSING = Set.of("55006", "55P03", "40001", "40P01", "25006");

    /** Their messages name objects, types and settings, and never quote a value. */
    private static final Set<String> CLASSES_OF_NAMES =
            Set.of("08", "0A", "23", "25", "28", "2B", "3D", "3F", "40", "42", "53", "54", "55", "57", "58", "XX");

    /** A statement that a function has put together of values, and what was found wrong in it. */
    private static final String SYNTAX_ERROR = "42601";

    /** Their DETAIL lists objects, sessions or missing rights, and never a row. */
    private static final Set<String> DETAIL_OF_NAMES = Set.of("2BP01", "55006", "42501", "28000", "28P01", "53300");

    private static final Map<String, String> MEANINGS = Map.of(
            "22001", "a text is too long for its type",
            "22003", "a number is out of range",
            "22007", "a date or time is malformed",
            "22008", "a date or time is out of range",
            "22012", "a division by zero",
            "22021", "a text is not valid in the database's encoding",
            "22P02", "a value is not valid for its type",
            "22P04", "a line of the dump does not fit its table",
            "22P05", "a character does not exist in the database's encoding",
            "42601", "a statement that a function has put together is not valid");

    private static final Map<String, String> CLASS_MEANINGS = Map.of(
            "21", "a query gave more than one row",
            "22", "a value is not valid",
            "38", "an external function failed",
            "39", "an external function failed",
            "44", "a row does not belong into its view",
            "P0", "a function raised an error");

    @Override
    public Optional<ErrorMeaning> meaning(SQLException e) {
        return ofConnection(e)
                .or(() -> of(Objects.requireNonNullElse(e.getSQLState(), "")))
                .or(() -> isRace(words(e))
                        ? Optional.of(ErrorMeaning.passing(Reasons.IN_USE, "", ""))
                        : Optional.empty());
    }

    @Override
    public String words(SQLException e) {
        return ServerWords.of(e);
    }

    @Override
    public SQLException loggable(SQLException e) {
        return ServerWords.withoutRows(e);
    }

    /** For these there are only the JDBC driver's words, or those of a pooler. */
    private Optional<ErrorMeaning> ofConnection(SQLException e) {
        var state = Objects.requireNonNullElse(e.getSQLState(), "");
        var said = words(e);
        if (said.contains("unsupported startup parameter")) {
            return Optional.of(ErrorMeaning.user(Reasons.INVALID_SPEC, "", DirectServer.REMEDY));
        }
        if (said.contains("valid client certificate")) {
            return Optional.of(ErrorMeaning.user(
                    Reasons.AUTHENTICATION_FAILED,
                    "",
                    "Name a Secret with one that the server's ssl_ca_file has signed in spec.tls.clientCertificate"));
        }
        if (!state.startsWith("08")) {
            return Optional.empty();
        }
        if (said.matches("(?s).*(requireAuth|require_auth|hannel Binding).*")) {
            return Optional.of(ErrorMeaning.user(
                    Reasons.AUTHENTICATION_FAILED,
                    "",
                    "The server does not log the account in by SCRAM in the way that sslMode "
                            + endpoint.effectiveSslMode() + " needs, and another way could show the password to others."
                            + " Set the password again with password_encryption = 'scram-sha-256' and let pg_hba.conf"
                            + " ask for scram-sha-256, or set spec.tls.mode to VerifyFull"));
        }
        if (said.contains("could not be verified by hostnameverifier")) {
            return Optional.of(ErrorMeaning.user(
                    Reasons.INVALID_SPEC,
                    "",
                    "Compare spec.tls, or sslMode and caCertificate of spec.connect, with the server"));
        }
        if (said.contains("does not support SSL")) {
            return Optional.of(ErrorMeaning.user(
                    Reasons.INVALID_SPEC,
                    "",
                    "The server speaks no TLS, and sslMode is " + endpoint.effectiveSslMode()
                            + ": switch TLS on there, or change spec.tls.mode, or spec.connect.sslMode"));
        }
        return Optional.empty();
    }

    /** Who has to act, by the SQLSTATE alone. */
    static Optional<ErrorMeaning> of(String state) {
        return switch (state) {
            case "28P01", "28000" ->
                user(Reasons.AUTHENTICATION_FAILED, "Correct spec.credentials or the server's account");
            case "3D000" -> user(Reasons.INVALID_SPEC, "Correct spec.connect.maintenanceDatabase");
            case "42501" ->
                user(
                        Reasons.PERMISSION_DENIED,
                        "The admin needs CREATEDB and CREATEROLE, and from PostgreSQL 16 on ADMIN OPTION on roles that"
                                + " it has not made");
            case "2BP01" -> user(Reasons.IN_USE, "Drop or reassign what is named there");
            case "42710", "42P04", "23505" ->
                Optional.of(
                        ErrorMeaning.passing(Reasons.NAME_CONFLICT, "", "Another session makes it at the same moment"));
            case "55006", "55P03", "40001", "40P01" -> Optional.of(ErrorMeaning.passing(Reasons.IN_USE, "", ""));
            default -> mayPass(state) ? Optional.of(ErrorMeaning.outage("")) : Optional.empty();
        };
    }

    private static Optional<ErrorMeaning> user(String reason, String remedy) {
        return Optional.of(ErrorMeaning.user(reason, "", remedy));
    }

    /** Whether the same statement can succeed without a change to it or to the data. */
    static boolean mayPass(String state) {
        return PASSING.contains(state) || (PASSING_CLASSES.contains(classOf(state)) && !ANSWERS.contains(state));
    }

    /** The same where the server's words are there too, as far as they may be shown. */
    static boolean mayPass(String state, String words) {
        return mayPass(state) || (classOf(state).equals("XX") && isRace(words));
    }

    /** What PostgreSQL says when two sessions change one role: XX000, but it passes. */
    private static boolean isRace(String words) {
        return words.startsWith("tuple concurrently ") || words.contains(": tuple concurrently ");
    }

    static boolean isConstraintViolation(String state) {
        return classOf(state).equals("23");
    }

    /** Whether a message of the server's own holds names alone. */
    static boolean messageHoldsNames(String state) {
        return CLASSES_OF_NAMES.contains(classOf(state)) && !state.equals(SYNTAX_ERROR);
    }

    static boolean detailHoldsNames(String state) {
        return DETAIL_OF_NAMES.contains(state);
    }

    /** What it means, for where the server's message must not be shown. */
    static String meaning(String state) {
        var exact = MEANINGS.get(state);
        return exact != null ? exact : CLASS_MEANINGS.getOrDefault(classOf(state), "the server reports an error");
    }

    private static String classOf(String state) {
        return state.length() == 5 ? state.substring(0, 2) : "";
    }
}
