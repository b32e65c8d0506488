package com.isotoma.dboperator.testkit.memory;

import com.isotoma.dboperator.driver.spi.Capability;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.InitialSql;
import com.isotoma.dboperator.driver.spi.Reasons;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Mistakes in running SQL once. */
final class MistakesOfInitialSql {
    private static final String RUN = "initialSqlIsRunAsTheUserOrRefused";

    /** A driver that declares that it runs SQL. */
    private static class Declaring extends MemoryDriver {
        @Override
        public Set<Capability> capabilities() {
            return EnumSet.allOf(Capability.class);
        }
    }

    static final List<Mistake> ALL = List.of(
            new Mistake("SQL is taken and not run, by a driver that declares none", RUN, new MemoryDriver() {
                @Override
                public void runInitialSql(InitialSql sql, InitialSql.Begun begun) {
                    begun.as("done");
                }
            }),
            new Mistake("SQL is declared and refused", RUN, new Declaring()),
            new Mistake(
                    "SQL that fails is shown",
                    "initialSqlThatFailsNamesTheStatementAndShowsNothingOfIt",
                    new Declaring() {
                        @Override
                        public void runInitialSql(InitialSql sql, InitialSql.Begun begun) throws DriverException {
                            begun.as("begun");
                            throw DriverException.user(Reasons.INIT_SQL_FAILED, "statement 4 fails: " + sql.sql());
                        }
                    }),
            new Mistake(
                    "SQL is run as the admin",
                    "initialSqlThatIsNotAllowedToTheUserIsNotDoneByTheAdmin",
                    new Declaring() {
                        @Override
                        public void runInitialSql(InitialSql sql, InitialSql.Begun begun) {
                            begun.as("all that is asked for");
                        }
                    }));

    private MistakesOfInitialSql() {}
}
