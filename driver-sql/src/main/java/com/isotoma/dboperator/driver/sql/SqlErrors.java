package com.isotoma.dboperator.driver.sql;

import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.DriverException.Kind;
import com.isotoma.dboperator.driver.spi.Reasons;
import java.io.IOException;
import java.net.UnknownHostException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Set;
import javax.net.ssl.SSLException;

/**
 * Says whose it is to act on what a server or the way to it answered. A message has what was tried, where, as whom, what the
 * server says, and a remedy; never a statement, since statements can contain passwords.
 *
 * @param server product and address, named in messages
 * @param account the account in use, named in messages
 * @param table what the server's errors mean
 * @param secrets blotted out of messages
 */
public record SqlErrors(String server, String account, ErrorTable table, Set<String> secrets) {
    public SqlErrors {
        secrets = Set.copyOf(secrets);
    }

    private record Verdict(Kind kind, String reason, String remedy) {}

    /** @param doing what was tried, in words that follow "Cannot": {@code create role 'x'} */
    public DriverException of(String doing, SQLException e) {
        var verdict = verdict(e);
        var message = "Cannot " + doing + " on " + server + " as '" + account + "': " + table.words(e);
        return new DriverException(
                verdict.kind,
                verdict.reason,
                Masking.of(message, secrets) + verdict.remedy,
                mentionsSecret(e) ? null : table.loggable(e));
    }

    private Verdict verdict(SQLException e) {
        if (!state(e).startsWith("28") && isTlsTrouble(e)) {
            return new Verdict(
                    Kind.USER,
                    Reasons.INVALID_SPEC,
                    ". Compare spec.tls, or sslMode and caCertificate of spec.connect, with the server");
        }
        if (Causes.include(e, UnknownHostException.class)) {
            return new Verdict(
                    Kind.UNAVAILABLE, Reasons.SERVER_UNREACHABLE, ". Correct spec.connect.host, or wait for DNS");
        }
        var codes = e.getErrorCode() == 0 ? " (" + state(e) + ")" : " (" + e.getErrorCode() + ", " + state(e) + ")";
        return table.meaning(e)
                .map(meaning -> verdict(meaning, codes))
                .orElseGet(() -> new Verdict(Kind.INTERNAL, Reasons.INTERNAL_ERROR, codes));
    }

    /** Where the table leaves the reason to the call: statements of a driver's own are not expected to fail so. */
    private static Verdict verdict(ErrorMeaning meaning, String codes) {
        var remedy = meaning.remedy().isEmpty() ? "" : ". " + meaning.remedy();
        if (meaning.reason().isPresent()) {
            return new Verdict(meaning.kind(), meaning.reason().get(), remedy);
        }
        return meaning.kind() == Kind.UNAVAILABLE
                ? new Verdict(Kind.UNAVAILABLE, Reasons.IN_USE, remedy)
                : new Verdict(Kind.INTERNAL, Reasons.INTERNAL_ERROR, codes + remedy);
    }

    /** A broken connection in the middle of a handshake is no answer about certificates. */
    private static boolean isTlsTrouble(SQLException e) {
        for (Throwable t = e; t != null; t = t.getCause()) {
            if (t instanceof CertificateException
                    || t instanceof CertPathValidatorException
                    || (t instanceof SSLException && !(t.getCause() instanceof IOException) && isAlert(t))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isAlert(Throwable t) {
        var message = Objects.requireNonNullElse(t.getMessage(), "");
        return message.contains("certificate") || message.contains("protocol") || message.contains("alert");
    }

    private boolean mentionsSecret(Throwable e) {
        for (Throwable t = e; t != null; t = t.getCause()) {
            var text = Objects.requireNonNullElse(t.getMessage(), "");
            if (!Masking.of(text, secrets).equals(text)) {
                return true;
            }
        }
        return false;
    }

    private static String state(SQLException e) {
        return Objects.requireNonNullElse(e.getSQLState(), "");
    }
}
