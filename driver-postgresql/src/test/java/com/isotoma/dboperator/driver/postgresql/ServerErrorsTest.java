package com.isotoma.dboperator.driver.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.DriverException.Kind;
import com.isotoma.dboperator.driver.sql.SqlErrors;
import com.isotoma.dboperator.driver.support.Address;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerErrorsTest {
    static final SqlErrors ERRORS = new SqlErrors(
            "PostgreSQL at db:5432",
            "boss",
            new ServerErrors(
                    new Endpoint(new Address("db", 5432), null, Optional.empty(), Optional.empty(), "postgres", 10)),
            Set.of());

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
        assertThat(error).hasMessageContaining("unknown host db").hasMessageContaining("spec.connect.host");
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
        return ERRORS.of("create role 'x'", e);
    }
}
