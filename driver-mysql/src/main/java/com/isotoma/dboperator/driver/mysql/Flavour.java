package com.isotoma.dboperator.driver.mysql;

import java.util.Locale;

/** The two servers of the family, where they differ by name. */
enum Flavour {
    MYSQL("MySQL", "mysqldump", "mysql"),
    MARIADB("MariaDB", "mariadb-dump", "mariadb");

    private final String product;
    private final String dumpProgram;
    private final String clientProgram;

    Flavour(String product, String dumpProgram, String clientProgram) {
        this.product = product;
        this.dumpProgram = dumpProgram;
        this.clientProgram = clientProgram;
    }

    /** Of what {@code SELECT VERSION()} says: MariaDB has its own name in it, everybody else is MySQL. */
    static Flavour of(String version) {
        return version.toLowerCase(Locale.ROOT).contains("mariadb") ? MARIADB : MYSQL;
    }

    /** The name for people. */
    String product() {
        return product;
    }

    /** The name in bindings. */
    String provider() {
        return product.toLowerCase(Locale.ROOT);
    }

    String dumpProgram() {
        return dumpProgram;
    }

    String clientProgram() {
        return clientProgram;
    }
}
