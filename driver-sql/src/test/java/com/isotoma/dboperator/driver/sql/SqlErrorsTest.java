package com.isotoma.dboperator.driver.sql;

import static org.assertj.core.api.Assertions.assertThat;

import com.isotoma.dboperator.driver.spi.DriverException.Kind;
import com.isotoma.dboperator.driver.spi.Reasons;
import java.io.EOFException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How an error is judged, whatever the table of a driver says. */
class SqlErrorsTest {
    private static final Map<Integer, ErrorMeaning> TABLE = Map.of(
            1,
            ErrorMeaning.user(Reasons.PERMISSION_DENIED, "a right is missing", "Grant it"),
            2,
            ErrorMeaning.outage("the server is away"),
            3,
            new ErrorMeaning(Kind.UNAVAILABLE, Optional.empty(), "a table changed", ""),
            4,
            new ErrorMeaning(Kind.USER, Optional.empty(), "a statement is not understood", ""));

    private final SqlErrors errors = new SqlErrors("db:1", "boss", new Table(), Set.of("hunter2"));

    private record Table() implements ErrorTable {
        @Override
        public Optional<ErrorMeaning> meaning(SQLException e) {
            return Optional.ofNullable(TABLE.get(e.getErrorCode()));
        }

        @Override
        public String words(SQLException e) {
            return Causes.words(e);
        }

        @Override
        public @Nullable SQLException loggable(SQLException e) {
            return e;
        }
    }

    @Test
    void theMessageSaysWhatWhereAsWhomAndTheRemedy() {
        var error = errors.of("grant it", new SQLException("denied", "42000", 1));

        assertThat(error).hasMessage("Cannot grant it on db:1 as 'boss': denied. Grant it");
        assertThat(error.kind()).isEqualTo(Kind.USER);
        assertThat(error.reason()).isEqualTo(Reasons.PERMISSION_DENIED);
    }

    @Test
    void whereTheTableLeavesTheReasonToTheCallADriversOwnStatementIsInUseOrADefect() {
        assertThat(errors.of("look", new SQLException("x", "HY000", 3)).reason())
                .isEqualTo(Reasons.IN_USE);
        var defect = errors.of("look", new SQLException("x", "42000", 4));
        assertThat(defect.kind()).isEqualTo(Kind.INTERNAL);
        assertThat(defect).hasMessageEndingWith("x (4, 42000)");
    }

    @Test
    void whatIsNotInTheTableIsADefectWithItsCodes() {
        var error = errors.of("look", new SQLException("x", "ABCDE"));

        assertThat(error.kind()).isEqualTo(Kind.INTERNAL);
        assertThat(error).hasMessageEndingWith("x (ABCDE)");
    }

    @Test
    void anUnknownHostMayBeKnownLater() {
        var error = errors.of("connect", new SQLException("failed", "08001", 0, new UnknownHostException("nowhere")));

        assertThat(error.kind()).isEqualTo(Kind.UNAVAILABLE);
        assertThat(error).hasMessageContaining("unknown host nowhere").hasMessageEndingWith("or wait for DNS");
    }

    @Test
    void aCertificateIsTheUsersToCorrectAndAConnectionThatBreaksInAHandshakeIsNot() {
        var untrusted = new SQLException("failed", "08001", 2, new CertificateException("unknown issuer"));
        var alert = new SQLException("failed", "08001", 2, new SSLException("Received fatal alert: x"));
        var broken = new SQLException(
                "failed",
                "08001",
                2,
                new SSLHandshakeException("certificate … terminated").initCause(new EOFException()));

        assertThat(errors.of("connect", untrusted).reason()).isEqualTo(Reasons.INVALID_SPEC);
        assertThat(errors.of("connect", alert).reason()).isEqualTo(Reasons.INVALID_SPEC);
        assertThat(errors.of("connect", broken).reason()).isEqualTo(Reasons.SERVER_UNREACHABLE);
    }

    @Test
    void aSecretIsInNeitherMessageNorCause() {
        var error = errors.of("look", new SQLException("near 'hunter2'", "42000", 1));

        assertThat(error).hasMessageContaining("near '***'").hasNoCause();
        assertThat(errors.of("look", new SQLException("x", "42000", 1))).hasCauseInstanceOf(SQLException.class);
    }
}
