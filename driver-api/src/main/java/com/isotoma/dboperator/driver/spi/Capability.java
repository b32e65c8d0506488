package com.isotoma.dboperator.driver.spi;

/**
 * What not every kind of server can do. A driver declares what its server can ({@link DriverApi#capabilities}); a run does
 * without the rest, or refuses with a reason that says so. The contract suite tests both sides.
 */
public enum Capability {
    /**
     * {@link DriverApi#replace} puts the data of one database in the place of another's. Without it, a Restore is refused;
     * backups and verifications are made all the same.
     */
    REPLACEMENT,

    /**
     * {@link DriverApi#backup} and {@link DriverApi#contents} count alike, and a count changes only when an application
     * changes the data. Not so where entries expire by themselves, or where a count is an estimate. Without it, what was
     * restored is not compared with what was dumped.
     */
    COMPARABLE_COUNTS,

    /**
     * A dump has the data of one moment, whatever applications write meanwhile. Without it, a dump has everything that was
     * there at its beginning and stayed, and each Backup says that it is not of one moment.
     */
    SNAPSHOTS,

    /**
     * {@link DriverApi#runInitialSql} runs SQL as the application's user. Without it, a Database with {@code spec.initSql} is
     * refused. A driver has it only if it declares it.
     */
    INITIAL_SQL,

    /**
     * {@link DriverApi#beginRotation} gives applications a new password while the old one goes on, until {@link
     * DriverApi#endRotation}. Without it, a rotation is refused. A driver has it only if it declares it.
     */
    ROTATION,

    /**
     * {@link DriverApi#ensureUser} gives a database further users, with rights of their own, and {@link DriverApi#dropUser}
     * takes one away. Without it, a DatabaseUser is refused. A driver has it only if it declares it.
     */
    USERS,

    /**
     * {@link DriverApi#backupPart} leaves out tables, or their rows. Without it, a Backup with {@code excludeTables} or {@code
     * excludeData} is refused. A driver has it only if it declares it.
     */
    PARTIAL_BACKUPS
}
