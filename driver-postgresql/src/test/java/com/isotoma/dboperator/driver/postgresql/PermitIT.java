package com.isotoma.dboperator.driver.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.isotoma.dboperator.driver.spi.CreateRequest;
import com.isotoma.dboperator.driver.spi.Permit;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A run that may not work any more, which it finds out when it holds the server's lock. */
class PermitIT {
    private static final Permit NONE = () -> {
        throw new IllegalStateException("another run may be at work");
    };

    private final TestServer server = TestServer.restricted18();
    private final PostgresqlDriver late = new PostgresqlDriver(TestServer.tools(), NONE, UntrustedExtensions.ALL);

    @Test
    void nothingIsMade() throws Exception {
        try (var scratch = Scratch.planned(server)) {
            assertThatThrownBy(() -> late.create(new CreateRequest(scratch.target(), Scratch.PASSWORD, false)))
                    .hasMessage("another run may be at work");

            assertThat(server.ask("postgres", "SELECT 1 FROM pg_roles WHERE rolname = ?", scratch.name()))
                    .isEmpty();
            assertThat(server.ask("postgres", "SELECT 1 FROM pg_database WHERE datname = ?", scratch.name()))
                    .isEmpty();
        }
    }

    @Test
    void nothingIsChanged() throws Exception {
        try (var scratch = Scratch.on(server)) {
            assertThatThrownBy(() -> late.create(new CreateRequest(scratch.target(), "AnotherPassword0123", false)))
                    .hasMessage("another run may be at work");

            assertThat(scratch.ask("SELECT 1")).hasSize(1);
        }
    }

    @Test
    void nothingIsDropped() throws Exception {
        try (var scratch = Scratch.on(server);
                var session = server.asApplication(scratch.target(), Scratch.PASSWORD)) {
            assertThatThrownBy(() -> late.drop(scratch.target())).hasMessage("another run may be at work");

            assertThat(session.isValid(5)).isTrue();
        }
    }

    @Test
    void nothingIsReplaced() throws Exception {
        try (var scratch = Scratch.on(server);
                var other = Scratch.beside(scratch, Map.of())) {
            assertThatThrownBy(() -> late.replace(scratch.target(), other.target()))
                    .hasMessage("another run may be at work");

            assertThat(other.ask("SELECT 1")).hasSize(1);
        }
    }
}
