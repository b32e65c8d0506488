package com.isotoma.dboperator.driver.postgresql;

import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Reasons;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which tables and views a database has, and what cannot exist without them.
 *
 * @param inside a session in the database
 * @param relations its tables, partitioned and foreign ones among them, and its views
 * @param partitions pairs of a parent and its partition or heir, by number
 * @param views pairs of a relation and a view that reads it, by number
 */
record Dependents(
        Session inside,
        List<Found> relations,
        List<Map.Entry<Long, Long>> partitions,
        List<Map.Entry<Long, Long>> views) {
    private static final int SHOWN = 10;

    /**
     * A table, view or sequence.
     *
     * @param oid its number
     * @param kind {@code pg_class.relkind}
     */
    record Found(long oid, String schema, String name, String kind) {
        String label() {
            return Tables.name(schema, name);
        }

        /** As a pattern of pg_dump that matches this name alone. */
        String quoted() {
            return Quoting.identifier(schema) + "." + Quoting.identifier(name);
        }
    }

    static Dependents in(Session inside) throws DriverException {
        return new Dependents(
                inside,
                Tables.relations(inside, "'r', 'p', 'f', 'm', 'v'"),
                pairs(inside, "look for partitions", "SELECT inhparent::bigint, inhrelid::bigint FROM pg_inherits"),
                pairs(inside, "look for views", """
                        SELECT DISTINCT d.refobjid::bigint, r.ev_class::bigint FROM pg_rewrite r
                        JOIN pg_class c ON c.oid = r.ev_class AND c.relkind IN ('v', 'm')
                        JOIN pg_depend d ON d.classid = 'pg_rewrite'::regclass AND d.objid = r.oid
                          AND d.refclassid = 'pg_class'::regclass AND d.refobjid <> r.ev_class
                        """));
    }

    private static List<Map.Entry<Long, Long>> pairs(Session inside, String doing, String sql) throws DriverException {
        return inside.all(doing, sql, row -> Map.entry(row.getLong(1), row.getLong(2)));
    }

    /** These, with partitions, heirs and views of any depth. */
    Set<Found> withViews(Set<Found> found) {
        var before = Set.<Found>of();
        var all = found;
        while (all.size() > before.size()) {
            before = all;
            all = with(with(all, partitions), views);
        }
        return all;
    }

    /** These, with partitions and heirs of any depth. */
    Set<Found> withPartitions(Set<Found> found) {
        var before = Set.<Found>of();
        var all = found;
        while (all.size() > before.size()) {
            before = all;
            all = with(all, partitions);
        }
        return all;
    }

    private Set<Found> with(Set<Found> found, List<Map.Entry<Long, Long>> pairs) {
        var numbers = found.stream().map(Found::oid).collect(Collectors.toSet());
        var added = new HashSet<Long>();
        pairs.stream().filter(p -> numbers.contains(p.getKey())).forEach(p -> added.add(p.getValue()));
        var all = new LinkedHashSet<>(found);
        relations.stream().filter(r -> added.contains(r.oid())).forEach(all::add);
        return all;
    }

    /** Sequences that belong to columns of these tables, and that nothing else uses. */
    List<Found> sequencesOf(Set<Found> tables) throws DriverException {
        return inside.all(
                "look for sequences",
                """
                SELECT s.oid::bigint, n.nspname, s.relname, s.relkind::text FROM pg_depend d
                JOIN pg_class s ON s.oid = d.objid AND s.relkind = 'S' JOIN pg_namespace n ON n.oid = s.relnamespace
                WHERE d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass AND d.deptype = 'a'
                  AND d.refobjid = ANY (?::oid[])
                  AND NOT EXISTS (SELECT FROM pg_depend u WHERE u.refclassid = 'pg_class'::regclass AND u.refobjid = s.oid
                    AND u.deptype = 'n' AND NOT (u.classid = 'pg_attrdef'::regclass AND EXISTS
                      (SELECT FROM pg_attrdef a WHERE a.oid = u.objid AND a.adrelid = ANY (?::oid[]))))
                """,
                row -> new Found(row.getLong(1), row.getString(2), row.getString(3), row.getString(4)),
                numbers(tables),
                numbers(tables));
    }

    private static String numbers(Set<Found> tables) {
        return tables.stream().map(t -> String.valueOf(t.oid())).collect(Collectors.joining(",", "{", "}"));
    }

    /**
     * Foreign keys are left out by a restore. Functions, rules, policies, and columns of a table's type are not: they would make it
     * fail.
     */
    private static final String OTHERS = """
            WITH gone AS (SELECT unnest(?::oid[]) AS oid),
            types AS (SELECT t.oid FROM pg_type t JOIN gone g ON t.typrelid = g.oid
              UNION SELECT t.typarray FROM pg_type t JOIN gone g ON t.typrelid = g.oid)
            SELECT DISTINCT pg_describe_object(d.classid, d.objid, d.objsubid), pg_describe_object(d.refclassid, d.refobjid, 0)
            FROM pg_depend d WHERE d.deptype IN ('n', 'a')
              AND (d.refclassid = 'pg_class'::regclass AND d.refobjid IN (SELECT oid FROM gone)
                OR d.refclassid = 'pg_type'::regclass AND d.refobjid IN (SELECT oid FROM types))
              AND CASE d.classid
                WHEN 'pg_class'::regclass THEN d.objid NOT IN (SELECT oid FROM gone)
                  AND NOT EXISTS (SELECT FROM pg_class c WHERE c.oid = d.objid AND c.relkind = 'S')
                  AND NOT EXISTS (SELECT FROM pg_index i WHERE i.indexrelid = d.objid AND i.indrelid IN (SELECT oid FROM gone))
                WHEN 'pg_constraint'::regclass THEN NOT EXISTS (SELECT FROM pg_constraint k WHERE k.oid = d.objid
                  AND (k.contype = 'f' OR k.conrelid IN (SELECT oid FROM gone)))
                WHEN 'pg_attrdef'::regclass THEN NOT EXISTS
                  (SELECT FROM pg_attrdef a WHERE a.oid = d.objid AND a.adrelid IN (SELECT oid FROM gone))
                WHEN 'pg_trigger'::regclass THEN NOT EXISTS
                  (SELECT FROM pg_trigger t WHERE t.oid = d.objid AND (t.tgisinternal OR t.tgrelid IN (SELECT oid FROM gone)))
                WHEN 'pg_policy'::regclass THEN NOT EXISTS
                  (SELECT FROM pg_policy p WHERE p.oid = d.objid AND p.polrelid IN (SELECT oid FROM gone))
                WHEN 'pg_rewrite'::regclass THEN NOT EXISTS
                  (SELECT FROM pg_rewrite r WHERE r.oid = d.objid AND r.ev_class IN (SELECT oid FROM gone))
                WHEN 'pg_statistic_ext'::regclass THEN NOT EXISTS
                  (SELECT FROM pg_statistic_ext s WHERE s.oid = d.objid AND s.stxrelid IN (SELECT oid FROM gone))
                WHEN 'pg_type'::regclass THEN d.objid NOT IN (SELECT oid FROM types)
                WHEN 'pg_publication_rel'::regclass THEN false
                ELSE true END
            ORDER BY 1
            """;

    /** @throws DriverException of kind USER that names what needs one of these tables and is not left out with it */
    void requireNothingElse(Set<Found> tables) throws DriverException {
        if (tables.isEmpty()) {
            return;
        }
        var others = inside.all(
                "look for what needs the excluded tables",
                OTHERS,
                row -> row.getString(1) + " needs " + row.getString(2),
                numbers(tables));
        if (!others.isEmpty()) {
            throw DriverException.user(
                    Reasons.INVALID_SPEC,
                    "backupOptions.excludeTables leaves out what the rest of the database needs, and a restore would fail: "
                            + others.stream().limit(SHOWN).collect(Collectors.joining("; "))
                            + (others.size() > SHOWN ? "; and others" : "")
                            + ". Name these tables in excludeData, which keeps their definitions");
        }
    }
}
