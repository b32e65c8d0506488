package com.isotoma.dboperator.driver.secret;

import com.isotoma.dboperator.crds.v1alpha1.SecretPreset;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The templates that each preset stands for. */
final class Presets {
    /** What libpq reads besides, each from a key that not every Secret has. */
    private static final Map<String, String> POSTGRES_TLS =
            Map.of("PGSSLMODE", "sslmode", "PGSSLROOTCERT", "sslrootcert");

    private Presets() {}

    /** @param available the keys that the Secret has */
    static Map<String, String> templates(SecretPreset preset, Set<String> available) {
        var templates = new TreeMap<>(always(preset));
        if (preset == SecretPreset.ENV_POSTGRES) {
            POSTGRES_TLS.forEach((variable, key) -> {
                if (available.contains(key)) {
                    templates.put(variable, "{{" + key + "}}");
                }
            });
        }
        return templates;
    }

    private static Map<String, String> always(SecretPreset preset) {
        return switch (preset) {
            case ENV ->
                Map.of(
                        "DATABASE_URL", "{{uri}}",
                        "DB_HOST", "{{host}}",
                        "DB_PORT", "{{port}}",
                        "DB_NAME", "{{database}}",
                        "DB_USER", "{{username}}",
                        "DB_PASSWORD", "{{password}}");
            // https://www.postgresql.org/docs/current/libpq-envars.html
            case ENV_POSTGRES ->
                Map.of(
                        "PGHOST", "{{host}}",
                        "PGPORT", "{{port}}",
                        "PGDATABASE", "{{database}}",
                        "PGUSER", "{{username}}",
                        "PGPASSWORD", "{{password}}");
            // https://dev.mysql.com/doc/refman/8.4/en/environment-variables.html, and the names that its images use
            case ENV_MYSQL ->
                Map.of(
                        "MYSQL_HOST", "{{host}}",
                        "MYSQL_TCP_PORT", "{{port}}",
                        "MYSQL_DATABASE", "{{database}}",
                        "MYSQL_USER", "{{username}}",
                        "MYSQL_PWD", "{{password}}");
            case SPRING ->
                Map.of(
                        "SPRING_DATASOURCE_URL", "{{jdbc-url}}",
                        "SPRING_DATASOURCE_USERNAME", "{{username}}",
                        "SPRING_DATASOURCE_PASSWORD", "{{password}}");
            case QUARKUS ->
                Map.of(
                        "QUARKUS_DATASOURCE_JDBC_URL", "{{jdbc-url}}",
                        "QUARKUS_DATASOURCE_USERNAME", "{{username}}",
                        "QUARKUS_DATASOURCE_PASSWORD", "{{password}}");
        };
    }
}
