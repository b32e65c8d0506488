package com.isotoma.dboperator.driver.postgresql;

import org.jspecify.annotations.Nullable;

/**
 * A database as the server holds it.
 *
 * @param name its name
 * @param owner the role that owns it
 * @param encoding its encoding's name
 * @param collate its LC_COLLATE
 * @param ctype its LC_CTYPE
 * @param connectionLimit how many connections it takes, -1 for any number
 * @param open whether it takes connections at all; it does not before its rights are set
 * @param comment its comment
 */
record DatabaseRow(
        String name,
        String owner,
        String encoding,
        String collate,
        String ctype,
        int connectionLimit,
        boolean open,
        @Nullable String comment) {
    /** Whether its DROP was cut off by the server: nobody can connect any more, and it can only be dropped. */
    boolean isHalfDropped() {
        return connectionLimit == -2;
    }
}
