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
 * @param quiet whether the server's own words are left out, since they may repeat values of the application
 */
record SqlErrors(Endpoint endpoint, String user, Set<String> secrets, boolean quiet) {
    private record Verdict(Kind kind, String reason, String remedy) {}

    SqlErrors {
        secrets = Set.copyOf(secrets);
    }

    /**
     * @param doing what was tried, in words that follow "Cannot"
     */
    DriverException translate(SQLException e, String doing) {
        var verdict = verdict(e);
        var message =
                masked("Cannot " + doing + " on " + endpoint + " as '" + user + "': " + (quiet ? code(e) : words(e)));
        return new DriverException(
                verdict.kind, verdict.reason, message + verdict.remedy, quiet || mentionsSecret(e) ? null : e);
    }

    private static String code(SQLException e) {
        var state = Objects.requireNonNullElse(e.getSQLState(), "");
        return ServerErrors.of(e.getErrorCode(), state)
                        .map(ServerErrors.Meaning::words)
                        .orElse("the server's answer is an error")
                + " (error " + e.getErrorCode() + ", SQLSTATE " + state + ")";
    }

    private Verdict verdict(SQLException e) {
        var state = Objects.requireNonNullElse(e.getSQLState(), "");
        if (!state.startsWith("28") && isTlsTrouble(e)) {
            return new Verdict(
                    Kind.USER,
                    Reasons.INVALID_SPEC,
                    ". Compare spec.connect.sslMode and caCertificate with the server");
        }
        if (asksForAnotherLogin(e)) {
            return new Verdict(
                    Kind.USER,
                    Reasons.AUTHENTICATION_FAILED,
                    ". That way to log in would show the password to whoever is on the path: give an account of"
                            + " caching_sha2_password or mysql_native_password, or set spec.connect.sslMode to"
                            + " VERIFY_IDENTITY");
        }
        var codes = " (" + e.getErrorCode() + ", " + state + ")";
        return ServerErrors.of(e.getErrorCode(), state)
                .map(meaning -> verdict(meaning, codes))
                .orElseGet(() -> new Verdict(Kind.INTERNAL, Reasons.INTERNAL_ERROR, codes));
    }

    /** Where the table leaves the reason to the call: statements of this driver's own are not expected to fail so. */
    private static Verdict verdict(ServerErrors.Meaning meaning, String codes) {
        var remedy = meaning.remedy().isEmpty() ? "" : ". " + meaning.remedy();
        if (meaning.reason().isPresent()) {
            return new Verdict(meaning.kind(), meaning.reason().get(), remedy);
        }
        return meaning.kind() == Kind.UNAVAILABLE
                ? new Verdict(Kind.UNAVAILABLE, Reasons.IN_USE, remedy)
                : new Verdict(Kind.INTERNAL, Reasons.INTERNAL_ERROR, codes + remedy);
    }

    /** A way that the JDBC driver does not have, or was told not to use (see {@link Connector}); it gives no code. */
    private static boolean asksForAnotherLogin(SQLException e) {
        return Objects.requireNonNullElse(e.getMessage(), "").startsWith("Unable to load authentication plugin ");
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
