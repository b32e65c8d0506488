package com.isotoma.dboperator.driver.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.isotoma.dboperator.driver.spi.CreateRequest;
import com.isotoma.dboperator.driver.spi.Permit;
import org.junit.jupiter.api.Test;

/** A run that may not work any more, which it finds out when it holds the server's lock. */
class PermitIT extends OnBothServers {
    private static final String PASSWORD = "ApplicationPassword0123";
    private static final Permit NONE = () -> {
        throw new IllegalStateException("another run may be at work");
    };

    private final MysqlDriver late = new MysqlDriver(NONE);

    PermitIT(Flavour flavour) {
        super(flavour);
    }

    @Test
    void nothingIsChanged() throws Exception {
        var target = created(name, PASSWORD);

        assertThatThrownBy(() -> late.create(new CreateRequest(target, "AnotherPassword0123", false)))
                .hasMessage("another run may be at work");

        assertThat(ask(target, PASSWORD, "SELECT 1")).hasSize(1);
    }

    @Test
    void nothingIsDropped() throws Exception {
        var target = created(name, PASSWORD);

        assertThatThrownBy(() -> late.drop(target)).hasMessage("another run may be at work");

        assertThat(ask(target, PASSWORD, "SELECT 1")).hasSize(1);
    }

    @Test
    void nothingIsReplaced() throws Exception {
        var target = created(name, PASSWORD);
        var replacement = created(name + "_r", OTHER_PASSWORD);

        assertThatThrownBy(() -> late.replace(target, replacement)).hasMessage("another run may be at work");

        assertThat(ask(target, PASSWORD, "SELECT 1")).hasSize(1);
        assertThat(ask(replacement, OTHER_PASSWORD, "SELECT 1")).hasSize(1);
    }
}
