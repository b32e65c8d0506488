package com.isotoma.dboperator.testkit.memory;

import com.isotoma.dboperator.driver.spi.InitialSql;
import java.util.List;

/** Mistakes in running SQL once. */
final class MistakesOfInitialSql {
    static final List<Mistake> ALL = List.of(new Mistake(
            "SQL is taken and not run, by a driver that declares none",
            "initialSqlIsRunAsTheUserOrRefused",
            new MemoryDriver() {
                @Override
                public void runInitialSql(InitialSql sql, InitialSql.Begun begun) {
                    begun.as("done");
                }
            }));

    private MistakesOfInitialSql() {}
}
