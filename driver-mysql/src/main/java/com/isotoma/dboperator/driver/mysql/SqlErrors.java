package com.isotoma.dboperator.driver.mysql;

import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.DriverException.Kind;
import com.isotoma.dboperator.driver.spi.Reasons;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Set;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Says whose it is to act on what a server or the way to it answered.
 *
 * @param endpoint named in messages
 * @param user the account in use, named in messages
 * @param secrets blotted out of messages
 */
record SqlErrors(Endpoint endpoint, String user, Set<String> secrets) {
    private record Verdict(Kind kind, String reason, String remedy) {}

    SqlErrors {
        secrets = Set.copyOf(secrets);
    }

    /**
     * @param doing what was tried, in words that follow "Cannot"
     */
    DriverException translate(SQLException e, String doing) {
        var verdict = verdict(e);
        var message = masked("Cannot " + doing + " on " + endpoint + " as '" + user + "': " + words(e));
        return new DriverException(
                verdict.kind, verdict.reason, message + verdict.remedy, mentionsSecret(e) ? null : e);
    }

    private Verdict verdict(SQLException e) {
        return switch (e.getErrorCode()) {
            case 1045, 1698, 1130, 1862, 3118, 4151 ->
                new Verdict(Kind.USER, Reasons.AUTHENTICATION_FAILED, ". Correct spec.credentials, or the account");
            case 1044, 1142, 1143, 1227, 1370, 1410 ->
                new Verdict(
                        Kind.USER,
                        Reasons.PERMISSION_DENIED,
                        ". The admin needs, WITH GRANT OPTION and on *.*: CREATE USER, and all that is granted to"
                                + " applications (" + Account.PRIVILEGES + ")");
            case 1115, 1253, 1273 -> new Verdict(Kind.USER, Reasons.INVALID_SPEC, ". Correct spec.options");
            case 1819 ->
                new Verdict(
                        Kind.USER,
                        Reasons.INVALID_SPEC,
                        ". Passwords are made of letters and digits: let the server's validate_password policy take that");
            case 3159 ->
                new Verdict(Kind.USER, Reasons.INVALID_SPEC, ". Set spec.connect.sslMode to REQUIRED or stricter");
            case 1205, 1213, 3572 ->
                new Verdict(Kind.UNAVAILABLE, Reasons.IN_USE, ". Another session holds it: end that session");
            case 4006, 4007 ->
                new Verdict(
                        Kind.USER,
                        Reasons.IN_USE,
                        ". Views, routines, triggers or events elsewhere run as this user: drop or change them");
            case 1040, 1053, 1129, 1158, 1159, 1160, 1161, 1184, 1203, 1226, 1290, 1317, 1792, 1836, 1927, 3169 ->
                unreachable();
            default -> byState(e);
        };
    }

    private Verdict byState(SQLException e) {
        var state = Objects.requireNonNullElse(e.getSQLState(), "");
        if (isTlsTrouble(e)) {
            return new Verdict(
                    Kind.USER,
                    Reasons.INVALID_SPEC,
                    ". Compare spec.connect.sslMode and caCertificate with the server");
        }
        if (state.startsWith("08")) {
            return unreachable();
        }
        if (state.startsWith("28")) {
            return new Verdict(Kind.USER, Reasons.AUTHENTICATION_FAILED, ". Correct spec.credentials");
        }
        return new Verdict(Kind.INTERNAL, Reasons.INTERNAL_ERROR, " (" + e.getErrorCode() + ", " + state + ")");
    }

    private static Verdict unreachable() {
        return new Verdict(Kind.UNAVAILABLE, Reasons.SERVER_UNREACHABLE, "");
    }

    /** A broken connection in the middle of a handshake is no answer about certificates. */
    private static boolean isTlsTrouble(SQLException e) {
        var message = Objects.requireNonNullElse(e.getMessage(), "");
        if (message.startsWith("SSL Connection required, but not")) {
            return true;
        }
        for (Throwable t = e; t != null; t = t.getCause()) {
            if (t instanceof java.security.cert.CertificateException
                    || t instanceof java.security.cert.CertPathValidatorException
                    || (t instanceof SSLException && !(t.getCause() instanceof java.io.IOException) && isAlert(t))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isAlert(Throwable t) {
        var message = Objects.requireNonNullElse(t.getMessage(), "");
        return message.contains("certificate") || message.contains("protocol") || message.contains("alert");
    }

    /** The driver's own text has several lines; the cause at the bottom is the one that says it. */
    private static String words(SQLException e) {
        var first = firstLine(e.getMessage());
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        var last = root == e ? "" : firstLine(root.getMessage());
        if (last.isEmpty() || first.contains(last)) {
            return first;
        }
        return first + " (" + (root instanceof java.net.UnknownHostException ? "unknown host " + last : last) + ")";
    }

    private static String firstLine(@Nullable String text) {
        return text == null ? "" : text.strip().lines().findFirst().orElse("");
    }

    private String masked(String text) {
        var masked = text;
        for (var secret : secrets) {
            if (!secret.isEmpty()) {
                masked = masked.replace(secret, "***");
            }
        }
        return masked;
    }

    private boolean mentionsSecret(Throwable e) {
        for (Throwable t = e; t != null; t = t.getCause()) {
            var text = Objects.requireNonNullElse(t.getMessage(), "");
            if (!masked(text).equals(text)) {
                return true;
            }
        }
        return false;
    }
}
