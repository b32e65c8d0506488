package com.isotoma.dboperator.driver.postgresql;

import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.DriverException.Kind;
import com.isotoma.dboperator.driver.spi.Reasons;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.sql.SQLException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * What an SQLSTATE means for the owner of the resource. Messages contain what was being done and what the server says,
 * never a statement, since statements can contain passwords.
 *
 * @param endpoint the server
 * @param admin the admin's name
 */
record SqlErrors(Endpoint endpoint, String admin) {

    /** @param doing what was tried, after "cannot": {@code create role 'x'} */
    DriverException of(String doing, SQLException e) {
        var state = e.getSQLState() == null ? "" : e.getSQLState();
        var server = "PostgreSQL at " + endpoint.authority();
        return switch (state) {
            case "28P01", "28000" ->
                error(
                        Kind.USER,
                        Reasons.AUTHENTICATION_FAILED,
                        server + " refuses the admin '" + admin + "' (" + said(e)
                                + "): correct spec.credentials or the server's account",
                        e);
            case "3D000" ->
                error(
                        Kind.USER,
                        Reasons.INVALID_SPEC,
                        "Cannot " + doing + ": " + said(e) + ". Is spec.connect.maintenanceDatabase right?",
                        e);
            case "42501" ->
                error(
                        Kind.USER,
                        Reasons.PERMISSION_DENIED,
                        "The admin '" + admin + "' may not " + doing + " on " + server + " (" + said(e)
                                + "): it needs CREATEDB and CREATEROLE, and from PostgreSQL 16 on ADMIN OPTION on roles"
                                + " that it has not made",
                        e);
            case "42710", "42P04", "23505" ->
                error(
                        Kind.UNAVAILABLE,
                        Reasons.NAME_CONFLICT,
                        "Cannot " + doing + ": somebody else makes it at the same moment (" + said(e) + ")",
                        e);
            case "55006", "55P03", "40001", "40P01" ->
                error(Kind.UNAVAILABLE, Reasons.IN_USE, "Cannot " + doing + ": " + said(e), e);
            case "2BP01" ->
                error(
                        Kind.USER,
                        Reasons.IN_USE,
                        "Cannot " + doing + ": " + said(e) + ". Drop or reassign what is named there",
                        e);
            default -> byClass(doing, server, state, e);
        };
    }

    private DriverException byClass(String doing, String server, String state, SQLException e) {
        if (said(e).contains("unsupported startup parameter")) {
            return DirectServer.pooler(endpoint, said(e));
        }
        if (state.startsWith("08") && said(e).matches("(?s).*(requireAuth|require_auth|hannel Binding).*")) {
            return weakLogin(server, e);
        }
        if (SqlStates.mayPass(state)) {
            return unreachable(doing, server, e);
        }
        if (said(e).contains("tuple concurrently")) {
            // What PostgreSQL says when two sessions change one role: XX000, but only a race.
            return error(Kind.UNAVAILABLE, Reasons.IN_USE, "Cannot " + doing + " just now: " + said(e), e);
        }
        return error(Kind.INTERNAL, Reasons.INTERNAL_ERROR, "Cannot " + doing + " on " + server + ": " + said(e), e);
    }

    private DriverException weakLogin(String server, SQLException e) {
        return error(
                Kind.USER,
                Reasons.AUTHENTICATION_FAILED,
                server + " does not log the admin '" + admin + "' in by SCRAM in the way that sslMode "
                        + endpoint.effectiveSslMode() + " needs (" + said(e)
                        + "), and another way could show the password to others. Set the password again with"
                        + " password_encryption = 'scram-sha-256' and let pg_hba.conf ask for scram-sha-256, or set"
                        + " spec.connect.sslMode to verify-full",
                e);
    }

    private DriverException unreachable(String doing, String server, SQLException e) {
        if (cause(e, UnknownHostException.class) != null) {
            return error(
                    Kind.UNAVAILABLE,
                    Reasons.SERVER_UNREACHABLE,
                    "No address is known for the host '" + endpoint.host()
                            + "': correct spec.connect.host, or wait for DNS",
                    e);
        }
        if (cause(e, CertificateException.class) != null || isHostnameMismatch(e)) {
            return error(
                    Kind.USER,
                    Reasons.INVALID_SPEC,
                    "The certificate of " + server + " does not pass sslMode " + endpoint.effectiveSslMode()
                            + " with spec.connect.caCertificate (" + rootMessage(e) + "): correct one of them",
                    e);
        }
        if ("08004".equals(e.getSQLState()) && said(e).contains("does not support SSL")) {
            return error(
                    Kind.USER,
                    Reasons.INVALID_SPEC,
                    server + " speaks no TLS, and spec.connect.sslMode is " + endpoint.effectiveSslMode()
                            + ": switch TLS on there, or change sslMode",
                    e);
        }
        var tls = cause(e, SSLException.class) == null ? "" : " (TLS: " + rootMessage(e) + ")";
        return error(
                Kind.UNAVAILABLE,
                Reasons.SERVER_UNREACHABLE,
                "Cannot " + doing + ": " + server + " is not reachable or not ready: " + said(e) + tls,
                e);
    }

    private static boolean isHostnameMismatch(SQLException e) {
        return "08006".equals(e.getSQLState()) && said(e).contains("could not be verified by hostnameverifier");
    }

    /** What of an error may be shown, on one line. */
    static String said(SQLException e) {
        return ServerWords.of(e);
    }

    /** What the server said in words, of an error that was made of it. */
    static String saidBy(DriverException e) {
        return e.getCause() instanceof SQLException cause ? said(cause) : e.getMessage();
    }

    private static String rootMessage(Throwable e) {
        var root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage());
    }

    private static <T extends Throwable> @Nullable T cause(Throwable e, Class<T> type) {
        for (Throwable t = e; t != null; t = t.getCause()) {
            if (type.isInstance(t)) {
                return type.cast(t);
            }
        }
        return null;
    }

    private static DriverException error(Kind kind, String reason, String message, SQLException e) {
        return new DriverException(kind, reason, message, ServerWords.withoutRows(e));
    }
}
