package com.isotoma.dboperator.demo.service.databases;

/**
 * A database as it is now; what changes is the catalogue's entry, and the records.
 *
 * @param name its name
 * @param owner whose it is, a text that the one who made it chose
 * @param account its one user
 * @param records what it holds
 */
record Database(String name, String owner, Account account, Records records) {
    /** What is kept of it in a file beside its records. */
    record Stored(String name, String owner, String username, PasswordHash password) {}

    Stored stored() {
        return new Stored(name, owner, account.username(), account.hash());
    }

    static Database of(Stored stored, Records records) {
        return new Database(stored.name(), stored.owner(), new Account(stored.username(), stored.password()), records);
    }
}
