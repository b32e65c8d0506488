package com.isotoma.dboperator.driver.retention;

/**
 * How much a backup holds, by what was counted when it was made.
 *
 * @param database what it was made of: equal texts for the same database of the same server
 * @param tables number of tables
 * @param rows rows of all tables
 * @param partial whether tables or rows were left out on purpose
 */
public record Holding(String database, int tables, long rows, boolean partial) {
    /** A backup that holds less than one part in so many of what an older one holds does not stand in for it. */
    public static final int SHARE = 10;

    /** Whether the older backup can go when this one, which is newer, is kept. */
    public boolean standsInFor(Holding older) {
        if (older.tables == 0 && older.rows == 0) {
            return true;
        }
        return database.equals(older.database)
                && (!partial || older.partial)
                && (long) tables * SHARE >= older.tables
                && Math.multiplyExact(rows, SHARE) >= older.rows;
    }

    /** For people: {@code 12 tables with 1000 rows of database shop_orders}. */
    public String text() {
        return tables + (tables == 1 ? " table" : " tables") + " with " + rows + (rows == 1 ? " row" : " rows")
                + " of database " + database + (partial ? ", a part of it" : "");
    }
}
