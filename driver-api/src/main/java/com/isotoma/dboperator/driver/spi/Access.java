package com.isotoma.dboperator.driver.spi;

/** What a further user may do in a database. */
public enum Access {
    /** Everything that the application's logins can; what it makes belongs to the same owner as what they make. */
    OWNER,
    /** Read and change the rows of every table, whichever of the database's logins made it and whenever. */
    READ_WRITE,
    /** Read every table, whichever of the database's logins made it and whenever. */
    READ_ONLY
}
