package com.isotoma.dboperator.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.isotoma.dboperator.driver.spi.Capability;
import com.isotoma.dboperator.driver.spi.DatabaseTarget;
import com.isotoma.dboperator.driver.spi.DriverApi;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** {@link DriverApi} promises that nothing that an application made is run by an account that may do more than the application. */
abstract class TrapContract extends IdentityContract {
    /** Code that applications can leave in a database, of every kind that can stand in one at the same time; none where the server runs no code of applications. */
    protected abstract List<Trap> traps();

    @AfterEach
    void leaveNoTrap() {
        dropAtLast(trapped());
        dropAtLast(besides());
    }

    private DatabaseTarget trapped() {
        return target(owner, name + "_t");
    }

    private DatabaseTarget besides() {
        return target(owner, name + "_tr");
    }

    @Test
    void nothingThatTheApplicationMadeIsRunByTheAdmin() throws Exception {
        create(trapped(), PASSWORD);
        for (var trap : traps()) {
            trap.lay().in(trapped(), PASSWORD);
        }

        lookAt(trapped());
        restoreAndReplace(trapped());

        // So that the test can fail.
        for (var trap : traps()) {
            var spring = trap.spring();
            if (spring != null) {
                assertThatThrownBy(() -> spring.in(trapped())).as(trap.kind()).hasStackTraceContaining(Trap.SPRUNG);
            }
        }
    }

    private void lookAt(DatabaseTarget target) {
        untouched("probe", () -> driver().probe(target));
        untouched("presence", () -> driver().presence(target));
        untouched("isEmpty", () -> driver().isEmpty(target));
        untouched("contents", () -> driver().contents(target));
        untouched("estimatedDumpBytes", () -> driver().estimatedDumpBytes(target));
        untouched("warnings", () -> driver().warnings(target));
        untouched("create", () -> create(target, PASSWORD));
    }

    private void restoreAndReplace(DatabaseTarget target) throws Exception {
        var dump = new ByteArrayOutputStream();
        untouched("backup", () -> driver().backup(target, dump));
        create(besides(), OTHER_PASSWORD);
        untouched("restore", () -> driver().restore(besides(), new ByteArrayInputStream(dump.toByteArray())));
        if (can(Capability.COMPARABLE_COUNTS)) {
            assertThat(driver().contents(besides())).isEqualTo(driver().contents(target));
        }
        if (can(Capability.REPLACEMENT)) {
            untouched("requireReplaceable", () -> driver().requireReplaceable(target));
            untouched("replace", () -> driver().replace(target, besides()));
            untouched("create after that", () -> create(target, PASSWORD));
        }
    }

    private static void untouched(String method, ThrowingCallable call) {
        assertThatCode(call).as(method).doesNotThrowAnyException();
    }
}
