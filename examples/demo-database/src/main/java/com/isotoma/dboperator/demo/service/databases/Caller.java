package com.isotoma.dboperator.demo.service.databases;

/** Somebody who has proved who he is. */
sealed interface Caller {
    /** Manages all databases. */
    record Admin() implements Caller {}

    /** Works on the records of one database. */
    record User(String database) implements Caller {}
}
