package com.isotoma.dboperator.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Map;

/** A server of the MySQL family. */
final class Mysql extends SqlServer {
    private Mysql(String driver, String variable) {
        super(driver, variable);
    }

    static Mysql mysql() {
        return new Mysql("mysql", "MYSQL");
    }

    static Mysql mariadb() {
        return new Mysql("mariadb", "MARIADB");
    }

    @Override
    String url(String host, int port, String database) {
        var name = java.net.URLEncoder.encode(database, StandardCharsets.UTF_8).replace("+", "%20");
        return "jdbc:mysql://" + host + ":" + port + "/" + name + "?allowPublicKeyRetrieval=true";
    }

    @Override
    String quoted(String name) {
        return '`' + name.replace("`", "``") + '`';
    }

    @Override
    String filling() {
        return """
                CREATE TABLE filler AS
                WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n WHERE i < 900)
                SELECT a.i * 1000 + b.i AS id, SHA2(CONCAT(a.i, '-', b.i), 512) AS noise FROM n a, n b WHERE b.i <= 60
                """;
    }

    @Override
    public boolean hasDatabase(String name) throws SQLException {
        return !asRoot("SELECT schema_name FROM information_schema.schemata WHERE schema_name = ?", name)
                .isEmpty();
    }

    @Override
    public boolean hasUser(String name) throws SQLException {
        return !asRoot("SELECT user FROM mysql.user WHERE user = ?", name).isEmpty();
    }

    @Override
    public void requireWhole(byte[] dump) {
        assertThat(new String(dump, StandardCharsets.UTF_8).strip().lines().reduce("", (first, last) -> last))
                .startsWith("-- Dump completed");
    }

    @Override
    public String limitOption() {
        return "maxUserConnections";
    }

    @Override
    public int limit(Map<String, String> secret) throws SQLException {
        return Integer.parseInt(
                asRoot("SELECT max_user_connections FROM mysql.user WHERE user = ?", value(secret, "username"))
                        .getFirst());
    }
}
