package com.isotoma.dboperator.driver.spi;

/**
 * A further user of one database.
 *
 * @param database the database, whose owner the user belongs to
 * @param name by which that owner knows the user: the name of a DatabaseUser
 * @param username name of the account on the server, within the server's limit. Where an account of the server takes one
 *     password alone, it is what the names of the logins begin with
 * @param access what it may do
 */
public record UserTarget(DatabaseTarget database, String name, String username, Access access) {
    private static final String BETWEEN = "; user ";

    /** The mark of the account on the server: one line of printable ASCII, which is no mark of a database. */
    public String mark() {
        return marksOf(database.owner()) + name;
    }

    /** What the marks of all users of an owner's database begin with; the name follows. */
    public static String marksOf(Owner owner) {
        return owner.mark() + BETWEEN;
    }
}
