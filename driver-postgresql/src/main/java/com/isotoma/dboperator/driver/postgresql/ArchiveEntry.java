package com.isotoma.dboperator.driver.postgresql;

import java.util.Set;

/**
 * One line of an archive's table of contents.
 *
 * @param id its number, unique in the archive
 * @param hasData whether a block of data belongs to it
 * @param kind what it is: {@code TABLE}, {@code TABLE DATA}, {@code COMMENT}
 * @param tag its name
 * @param namespace the schema that it is in; empty where it is in none
 * @param owner the role that owned it; empty where nobody did
 * @param postData whether it comes after the data
 * @param definition the statement that makes it
 * @param copy the statement that its data belongs to
 * @param tablespace where it was stored; empty for the database's own tablespace
 * @param needs the entries that have to be there before it
 */
record ArchiveEntry(
        int id,
        boolean hasData,
        String kind,
        String tag,
        String namespace,
        String owner,
        boolean postData,
        Text definition,
        Text copy,
        String tablespace,
        Set<Integer> needs) {
    /**
     * A text and the bytes of the archive that it is written in, with its length before it.
     *
     * @param value the text; empty where there is none
     * @param from its first byte
     * @param to the byte after its last
     */
    record Text(String value, long from, long to) {
        boolean isEmpty() {
            return value.isEmpty();
        }
    }

    boolean isTable() {
        return kind.equals("TABLE");
    }

    boolean isRowsOfTable() {
        return kind.equals("TABLE DATA");
    }

    boolean isRights() {
        return kind.equals("ACL");
    }

    boolean isDefaultRights() {
        return kind.equals("DEFAULT ACL");
    }

    /** Those of the database itself: pg_restore leaves them out unless it makes the database. */
    boolean isOfDatabase() {
        return kind.startsWith("DATABASE") || (tag.startsWith("DATABASE ") && !isDefaultRights());
    }

    /** The table's name as a person writes it. */
    String table() {
        return Tables.name(namespace, tag);
    }

    /** What it is called in messages. Rights and comments carry the kind of their object in their tag. */
    String described() {
        if (isRights() || tag.startsWith(kind)) {
            return tag;
        }
        return kind + " " + (namespace.isEmpty() ? tag : table());
    }
}
