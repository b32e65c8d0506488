package com.isotoma.dboperator.driver.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.DriverException.Kind;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqlErrorsTest {
    private final SqlErrors errors = new SqlErrors(new Endpoint("db", 5432, null, null, "postgres", 10), "boss");

    @ParameterizedTest
    @CsvSource({
        "28P01, USER, AuthenticationFailed",
        "28000, USER, AuthenticationFailed",
        "3D000, USER, InvalidSpec",
        "42501, USER, PermissionDenied",
        "08001, UNAVAILABLE, ServerUnreachable",
        "08006, UNAVAILABLE, ServerUnreachable",
        "53300, UNAVAILABLE, ServerUnreachable",
        "57P03, UNAVAILABLE, ServerUnreachable",
        "57014, UNAVAILABLE, ServerUnreachable",
        "25006, UNAVAILABLE, ServerUnreachable",
        "55006, UNAVAILABLE, InUse",
        "55P03, UNAVAILABLE, InUse",
        "2BP01, USER, InUse",
        "42P04, UNAVAILABLE, NameConflict",
        "42601, INTERNAL, InternalError",
        ", INTERNAL, InternalError",
    })
    void theStateDecidesWhoseItIsToAct(String state, Kind kind, String reason) {
        var error = of(new SQLException("the server's words", state));

        assertThat(error.kind()).isEqualTo(kind);
        assertThat(error.reason()).isEqualTo(reason);
        assertThat(error).hasMessageContaining("the server's words");
    }

    @Test
    void anUnknownHostIsNamed() {
        var error = of(new SQLException("failed", "08001", new UnknownHostException("db")));

        assertThat(error.kind()).isEqualTo(Kind.UNAVAILABLE);
        assertThat(error).hasMessageContaining("'db'").hasMessageContaining("spec.connect.host");
    }

    @Test
    void aCertificateThatDoesNotVerifyIsTheUsersToCorrect() {
        var error = of(new SQLException("SSL error", "08006", new CertificateException("unknown issuer")));

        assertThat(error.kind()).isEqualTo(Kind.USER);
        assertThat(error).hasMessageContaining("unknown issuer").hasMessageContaining("caCertificate");
    }

    @Test
    void twoSessionsOnOneRoleAreARaceAndNoDefect() {
        var error = of(new SQLException("ERROR: tuple concurrently updated", "XX000"));

        assertThat(error.kind()).isEqualTo(Kind.UNAVAILABLE);
    }

    private DriverException of(SQLException e) {
        return errors.of("create role 'x'", e);
    }
}
