package com.isotoma.dboperator.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.sql.SQLException;
import java.util.Map;

/** The local PostgreSQL. */
final class Postgresql extends SqlServer {
    Postgresql() {
        this("POSTGRESQL");
    }

    private Postgresql(String variable) {
        super("postgresql", variable);
    }

    /** Another server, of an older version. */
    static Postgresql older() {
        return new Postgresql("POSTGRESQL_15");
    }

    @Override
    String url(String host, int port, String database) {
        var name = java.net.URLEncoder.encode(
                        database.isEmpty() ? "postgres" : database, java.nio.charset.StandardCharsets.UTF_8)
                .replace("+", "%20");
        return "jdbc:postgresql://" + host + ":" + port + "/" + name;
    }

    @Override
    String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    @Override
    String filling() {
        return "CREATE TABLE filler AS SELECT i, sha512(i::text::bytea) AS noise FROM generate_series(1, 60000) AS i";
    }

    @Override
    public boolean hasDatabase(String name) throws SQLException {
        return !asRoot("SELECT datname FROM pg_database WHERE datname = ?", name)
                .isEmpty();
    }

    @Override
    public boolean hasUser(String name) throws SQLException {
        return !asRoot("SELECT rolname FROM pg_roles WHERE rolname = ?", name).isEmpty();
    }

    /** Ends the sessions of pg_dump in that database, as an administrator or a failing server would. */
    int endDumps(String database) throws SQLException {
        return asRoot(
                        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = ? AND query LIKE 'COPY %'",
                        database)
                .size();
    }

    @Override
    public void requireWhole(byte[] dump) throws Exception {
        var file = Files.createTempFile("dump", ".pg");
        try {
            Files.write(file, dump);
            var listed = Program.run(tool("pg_restore"), "--list", file.toString());
            assertThat(listed.status()).as(listed.output()).isZero();
            // Reads all the data, unlike the list.
            var script = Program.run(tool("pg_restore"), "--file=/dev/null", file.toString());
            assertThat(script.status()).as(script.output()).isZero();
        } finally {
            Files.delete(file);
        }
    }

    @Override
    public String limitOption() {
        return "connectionLimit";
    }

    @Override
    public int limit(Map<String, String> secret) throws SQLException {
        return Integer.parseInt(
                asRoot("SELECT datconnlimit FROM pg_database WHERE datname = ?", value(secret, "database"))
                        .getFirst());
    }
}
