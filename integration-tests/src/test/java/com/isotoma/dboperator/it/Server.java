package com.isotoma.dboperator.it;

import java.util.List;
import java.util.Map;

/** A database server that runs, seen by its admin, by applications, and by somebody who is given a dump. */
interface Server {
    /** Name of its driver. */
    String driver();

    String host();

    int port();

    /** The admin that Databases name. */
    String admin();

    String adminPassword();

    /** Stores a text as the application, with nothing but what its Secret says. */
    void store(Map<String, String> secret, String text) throws Exception;

    /** The texts stored, in order. */
    List<String> stored(Map<String, String> secret) throws Exception;

    /** Stores some megabytes that do not compress, as the application. */
    void fill(Map<String, String> secret) throws Exception;

    boolean hasDatabase(String name) throws Exception;

    boolean hasUser(String name) throws Exception;

    /** Makes a database that is nobody's. */
    void makeForeign(String database) throws Exception;

    void dropForeign(String database) throws Exception;

    /** Drops the database of a Database behind its back. */
    void lose(String database) throws Exception;

    /** Fails unless this is the whole of a dump, as the server's own tools would say. */
    void requireWhole(byte[] dump) throws Exception;

    /** The option that limits an application's connections; empty if the driver has none. */
    String limitOption();

    /** What that option has come to on the server. */
    int limit(Map<String, String> secret) throws Exception;
}
