package com.isotoma.dboperator.driver.postgresql;

import com.isotoma.dboperator.driver.postgresql.Dependents.Found;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Exclusions;
import com.isotoma.dboperator.driver.spi.Omitted;
import com.isotoma.dboperator.driver.spi.Reasons;
import com.isotoma.dboperator.driver.sql.TablePattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What a dump leaves out, found in the catalogue: pg_dump gets exact names. A partition goes with its parent, and a view with what it
 * reads.
 *
 * @param tables tables and views that are left out
 * @param sequences that belong to these tables and serve nothing else
 * @param data tables whose rows are left out
 * @param unmatched patterns that no table matched
 */
record ExcludedTables(List<Found> tables, List<Found> sequences, List<Found> data, List<String> unmatched) {
    static final ExcludedTables NONE = new ExcludedTables(List.of(), List.of(), List.of(), List.of());

    private static final String DEFAULT_SCHEMA = "public";
    /** A program takes only so many arguments. */
    private static final int MOST = 5000;

    private static final Set<String> WITH_ROWS = Set.of("r", "p", "f", "m");

    /**
     * @param inside a session in the database
     * @throws DriverException of kind USER where something that stays cannot exist without an excluded table
     */
    static ExcludedTables of(Session inside, Exclusions asked) throws DriverException {
        if (asked.none()) {
            return NONE;
        }
        var dependents = Dependents.in(inside);
        var unmatched = new ArrayList<String>();
        var tables = dependents.withViews(
                TablePattern.matching(asked.tables(), dependents.relations(), ExcludedTables::matches, unmatched));
        var stay = dependents.relations().stream()
                .filter(r -> WITH_ROWS.contains(r.kind()) && !tables.contains(r))
                .toList();
        var excludedToo = new ArrayList<String>();
        var data = dependents.withPartitions(
                TablePattern.matching(asked.data(), stay, ExcludedTables::matches, excludedToo));
        data.retainAll(stay);
        // A table that is left out altogether is a match as well.
        excludedToo.stream()
                .filter(pattern -> tables.stream().noneMatch(matches(new TablePattern(pattern))))
                .forEach(unmatched::add);
        requireFew(tables.size() + data.size());
        dependents.requireNothingElse(tables);
        return new ExcludedTables(
                List.copyOf(tables), dependents.sequencesOf(tables), List.copyOf(data), List.copyOf(unmatched));
    }

    private static Predicate<Found> matches(TablePattern pattern) {
        var names = pattern.predicate(false);
        return pattern.qualified()
                ? relation -> names.test(relation.label())
                : relation -> relation.schema().equals(DEFAULT_SCHEMA) && names.test(relation.name());
    }

    private static void requireFew(int count) throws DriverException {
        if (count > MOST) {
            throw DriverException.user(
                    Reasons.INVALID_SPEC,
                    "backupOptions leaves out " + count + " tables with their partitions, and " + MOST
                            + " is the most: give patterns that match fewer");
        }
    }

    /** As pg_dump takes them. */
    List<String> arguments() {
        var arguments = new ArrayList<String>();
        tables.forEach(t -> arguments.add("--exclude-table=" + t.quoted()));
        sequences.forEach(s -> arguments.add("--exclude-table=" + s.quoted()));
        data.forEach(t -> arguments.add("--exclude-table-data=" + t.quoted()));
        return arguments;
    }

    Omitted omitted() {
        return new Omitted(labels(tables), labels(data), unmatched);
    }

    private static List<String> labels(List<Found> found) {
        return found.stream().map(Found::label).sorted().toList();
    }

    /** Names of ordinary tables without rows, which have no rows in the archive either and count as empty. */
    List<String> emptyTables() {
        return data.stream().filter(t -> t.kind().equals("r")).map(Found::label).toList();
    }
}
