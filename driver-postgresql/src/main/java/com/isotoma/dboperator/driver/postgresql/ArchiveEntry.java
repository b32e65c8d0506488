package com.isotoma.dboperator.driver.postgresql;

/**
 * One line of an archive's table of contents.
 *
 * @param id its number, unique in the archive
 * @param hasData whether a block of data belongs to it
 * @param kind what it is: {@code TABLE}, {@code TABLE DATA}, {@code COMMENT}
 * @param tag its name
 * @param namespace the schema that it is in; empty where it is in none
 */
record ArchiveEntry(int id, boolean hasData, String kind, String tag, String namespace) {
    boolean isTable() {
        return kind.equals("TABLE");
    }

    boolean isRowsOfTable() {
        return kind.equals("TABLE DATA");
    }

    /** The table's name as a person writes it. */
    String table() {
        return Tables.name(namespace, tag);
    }

    /**
     * Comments of extensions are left out: they come with the extension itself, and only its owner may set them, which the
     * application's role often is not.
     */
    boolean isRestorable() {
        return !(kind.equals("COMMENT") && tag.startsWith("EXTENSION "));
    }
}
