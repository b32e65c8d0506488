package com.isotoma.dboperator.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.isotoma.dboperator.driver.spi.Capability;
import com.isotoma.dboperator.driver.spi.DatabaseTarget;
import com.isotoma.dboperator.driver.spi.DriverApi;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.InitialSql;
import com.isotoma.dboperator.driver.spi.Reasons;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What {@link DriverApi#runInitialSql} and {@link DriverApi#initialSqlState} promise. */
abstract class InitialSqlContract extends DumpContract {
    private static final List<String> TEXTS = List.of("one", "it's; two", "three");

    @Test
    void initialSqlIsRunAsTheUserOrRefused() throws Exception {
        var target = target(owner, name);
        create(target, PASSWORD);
        if (refusedAsDeclared(target)) {
            return;
        }
        var tokens = new ArrayList<String>();

        driver().runInitialSql(new InitialSql(target, PASSWORD, initialSql(TEXTS)), tokens::add);

        assertThat(stored(target, PASSWORD)).isEqualTo(TEXTS);
        assertThat(tokens).hasSize(1).noneMatch(String::isBlank);
        assertThat(driver().initialSqlState(target, tokens.getFirst())).isNotEqualTo(InitialSql.State.NOT_DONE);
    }

    /** Whether the driver declares that it runs none. */
    private boolean refusedAsDeclared(DatabaseTarget target) {
        if (can(Capability.INITIAL_SQL)) {
            return false;
        }
        var tokens = new ArrayList<String>();
        assertThatThrownBy(
                        () -> driver().runInitialSql(new InitialSql(target, PASSWORD, "nothing at all"), tokens::add))
                .isInstanceOfSatisfying(
                        DriverException.class, e -> assertThat(e.reason()).isEqualTo(Reasons.NOT_SUPPORTED));
        assertThat(tokens).isEmpty();
        return true;
    }

    @Test
    void initialSqlThatFailsNamesTheStatementAndShowsNothingOfIt() throws Exception {
        var target = target(owner, name);
        create(target, PASSWORD);
        if (refusedAsDeclared(target)) {
            return;
        }
        var tokens = new ArrayList<String>();
        var sql = initialSql(TEXTS) + ";\nTHIS IS NO STATEMENT 'hidden words'";

        assertThatThrownBy(() -> driver().runInitialSql(new InitialSql(target, PASSWORD, sql), tokens::add))
                .isInstanceOfSatisfying(DriverException.class, e -> {
                    assertThat(e.kind()).as(e.getMessage()).isEqualTo(DriverException.Kind.USER);
                    assertThat(e.reason()).isEqualTo(Reasons.INIT_SQL_FAILED);
                    assertThat(e).hasMessageMatching("(?s).*statement \\d+.*").hasMessageNotContaining("hidden words");
                    if (e.nothingChanged()) {
                        assertThat(isEmptyNow(target)).isTrue();
                        tokens.forEach(
                                token -> assertThat(stateOf(target, token)).isNotEqualTo(InitialSql.State.DONE));
                    }
                });
    }

    @Test
    void initialSqlThatIsNotAllowedToTheUserIsNotDoneByTheAdmin() throws Exception {
        var target = target(owner, name);
        create(target, PASSWORD);
        if (refusedAsDeclared(target)) {
            return;
        }

        for (var sql : forbiddenSql(target)) {
            assertThatThrownBy(() -> driver().runInitialSql(new InitialSql(target, PASSWORD, sql), token -> {}))
                    .as(sql)
                    .isInstanceOfSatisfying(
                            DriverException.class,
                            e -> assertThat(e.kind()).as(e.getMessage()).isEqualTo(DriverException.Kind.USER));
        }
    }

    private boolean isEmptyNow(DatabaseTarget target) {
        try {
            return driver().isEmpty(target);
        } catch (DriverException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private InitialSql.State stateOf(DatabaseTarget target, String token) {
        try {
            return driver().initialSqlState(target, token);
        } catch (DriverException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
