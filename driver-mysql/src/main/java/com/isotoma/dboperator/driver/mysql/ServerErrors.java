package com.isotoma.dboperator.driver.mysql;

import com.isotoma.dboperator.driver.spi.DriverException.Kind;
import com.isotoma.dboperator.driver.spi.Reasons;
import com.isotoma.dboperator.driver.sql.Causes;
import com.isotoma.dboperator.driver.sql.ErrorMeaning;
import com.isotoma.dboperator.driver.sql.ErrorTable;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the error codes of servers and clients of this family mean: who has to act, in this driver's own words. JDBC and the
 * client programs report the same codes, so this one table serves both. What is not in it is judged by its SQLState.
 *
 * @param quiet whether the server's own words are left out, since they may repeat values of the application
 */
record ServerErrors(boolean quiet) implements ErrorTable {

    @Override
    public Optional<ErrorMeaning> meaning(SQLException e) {
        var message = Objects.requireNonNullElse(e.getMessage(), "");
        // A way that the JDBC driver does not have, or was told not to use (see Connector); it gives no code.
        if (message.startsWith("Unable to load authentication plugin ")) {
            return user(
                    Reasons.AUTHENTICATION_FAILED,
                    "the server asks for another login",
                    "That way to log in would show the password to whoever is on the path: give an account of"
                            + " caching_sha2_password or mysql_native_password, or set spec.tls.mode to"
                            + " VerifyFull");
        }
        if (message.startsWith("SSL Connection required, but not")) {
            return user(
                    Reasons.INVALID_SPEC,
                    "the server has no TLS",
                    "Compare spec.tls, or sslMode and caCertificate of spec.connect, with the server");
        }
        return of(e.getErrorCode(), Objects.requireNonNullElse(e.getSQLState(), ""));
    }

    @Override
    public String words(SQLException e) {
        if (!quiet) {
            return Causes.words(e);
        }
        var state = Objects.requireNonNullElse(e.getSQLState(), "");
        return of(e.getErrorCode(), state).map(ErrorMeaning::words).orElse("the server's answer is an error")
                + " (error " + e.getErrorCode() + ", SQLSTATE " + state + ")";
    }

    @Override
    public @Nullable SQLException loggable(SQLException e) {
        return quiet ? null : e;
    }

    /** @param state SQLState, or empty text */
    static Optional<ErrorMeaning> of(int code, String state) {
        return switch (code) {
            case 1045, 1698, 1130, 1862, 3118, 4151 ->
                user(
                        Reasons.AUTHENTICATION_FAILED,
                        "the login was refused",
                        "Correct spec.credentials, or the account");
            case 1044, 1142, 1143, 1227, 1370, 1410 ->
                user(
                        Reasons.PERMISSION_DENIED,
                        "a right is missing",
                        "The admin needs, WITH GRANT OPTION and on *.*: CREATE USER, and all that is granted to"
                                + " applications (" + Account.PRIVILEGES + ")");
            case 1115, 1253, 1273 ->
                user(Reasons.INVALID_SPEC, "the server has no such character set or collation", "Correct spec.options");
            case 1819, 3638, 1372, 3893, 4165 ->
                user(
                        Reasons.PASSWORD_REFUSED,
                        "the server's password policy refuses it",
                        "New passwords have 32 characters: capital and small letters, digits and one '_'. Set the"
                                + " server's policy so that it accepts these");
            case 3159 ->
                user(
                        Reasons.INVALID_SPEC,
                        "the server takes no connections without TLS",
                        "Set spec.tls.mode to Require or stricter");
            case 1205, 1213, 3572 -> locked();
            case 4006, 4007 ->
                user(
                        Reasons.IN_USE,
                        "other objects depend on the account",
                        "Views, routines, triggers or events elsewhere run as this user: drop or change them");
            default -> passing(code).or(() -> answer(code)).or(() -> byState(state));
        };
    }

    /**
     * The same for a statement of a dump, which the application's account runs in a database that nobody else has: the admin's
     * remedies do not help, and what does not exist was not removed by anyone at the same moment.
     */
    static Optional<ErrorMeaning> ofDump(int code, String state) {
        return of(code, state).map(meaning -> {
            boolean answer = meaning.kind() == Kind.USER || meaning.reason().isEmpty();
            return answer
                    ? new ErrorMeaning(
                            Kind.USER,
                            Optional.empty(),
                            meaning.words(),
                            meaning.reason().isEmpty() ? meaning.remedy() : "")
                    : meaning;
        });
    }

    private static Optional<ErrorMeaning> locked() {
        return Optional.of(ErrorMeaning.passing(
                Reasons.IN_USE, "another session holds a lock", "Another session holds it: end that session"));
    }

    /** What may be over at the next attempt: the server or the way to it, or a change at the same moment. */
    private static Optional<ErrorMeaning> passing(int code) {
        return switch (code) {
            case 1040, 1203, 1226 -> outage("there are too many connections");
            case 1053, 1317, 1927, 3169, 3170, 4031 -> outage("the server ended the session or the statement");
            case 1290, 1792, 1836, 3032 -> outage("the server takes no changes now");
            case 1047 -> outage("the node takes no statements now");
            case 1021, 1037, 1038, 1041, 1114, 1135, 1206, 1637, 3019 ->
                outage("the server has no memory, disk space or threads left");
            case 1129, 1158, 1159, 1160, 1161, 1184, 2002, 2003, 2005, 2006, 2011, 2012, 2013, 2055 ->
                outage("the connection failed");
            // Certificates and ways to log in were tried out before a tool runs: by now these are connections that
            // broke.
            case 2026, 2027 -> outage("the TLS connection broke off");
            case 1412 -> changed("a table was altered while it was read");
            case 1146, 1051 -> changed("a table does not exist");
            default -> Optional.empty();
        };
    }

    private static Optional<ErrorMeaning> outage(String words) {
        return Optional.of(ErrorMeaning.outage(words));
    }

    private static Optional<ErrorMeaning> changed(String words) {
        return Optional.of(new ErrorMeaning(Kind.UNAVAILABLE, Optional.empty(), words, ""));
    }

    /** What the server says of contents and of statements: the same statement gets the same answer again. */
    private static Optional<ErrorMeaning> answer(int code) {
        return switch (code) {
            case 1022, 1062, 1169, 1586, 1859 -> says("a value is there twice for a unique key", "");
            case 1048, 1263, 1364, 1566 -> says("a column takes no NULL", "");
            case 1264, 1265, 1292, 1366, 1367, 1406, 1411, 1416, 1690, 3140, 3141, 3155, 3156 ->
                says("a value does not fit its column", "");
            case 1216, 1217, 1451, 1452, 1822, 1824, 3780 -> says("a foreign key does not hold", "");
            case 3819, 3820, 4025 -> says("a CHECK constraint does not hold", "");
            case 1153, 1301, 2020 ->
                says("a row is larger than max_allowed_packet", "Raise max_allowed_packet on the server");
            case 1356, 1449 ->
                says(
                        "it refers to a table, column, function or account that does not exist, or that it may not use",
                        "Drop it, or define it so that it can be used");
            case 1064, 1149 -> says("the server does not understand the statement", "");
            case 1193, 1231, 1286, 1235, 1305, 1524 -> says("the server does not have what the dump uses", "");
            case 3750, 4144 ->
                says(
                        "the server demands a primary key in every table",
                        "Switch sql_require_primary_key (MariaDB: innodb_force_primary_key) off while it is restored");
            case 1418, 1419 ->
                says(
                        "the server takes functions and triggers of privileged accounts only",
                        "Set log_bin_trust_function_creators to ON on the server");
            case 1034, 1035, 1194, 1195, 1712, 1812, 1932, 1877 ->
                says("a table is damaged", "Repair it or drop it on the server");
            case 1049 ->
                Optional.of(new ErrorMeaning(
                        Kind.USER, Optional.of(Reasons.DATABASE_MISSING), "the database does not exist", ""));
            default -> Optional.empty();
        };
    }

    private static Optional<ErrorMeaning> says(String words, String remedy) {
        return Optional.of(new ErrorMeaning(Kind.USER, Optional.empty(), words, remedy));
    }

    private static Optional<ErrorMeaning> user(String reason, String words, String remedy) {
        return Optional.of(ErrorMeaning.user(reason, words, remedy));
    }

    private static Optional<ErrorMeaning> byState(String state) {
        if (state.startsWith("08")) {
            return outage("the connection failed");
        }
        if (state.startsWith("28")) {
            return user(Reasons.AUTHENTICATION_FAILED, "the login was refused", "Correct spec.credentials");
        }
        return Optional.empty();
    }
}
