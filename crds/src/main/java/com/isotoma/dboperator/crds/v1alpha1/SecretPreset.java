package com.isotoma.dboperator.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Sets of keys that applications of a kind expect. Each stands for templates, which the driver's program knows. */
public enum SecretPreset {
    /** {@code DATABASE_URL}, {@code DB_HOST}, {@code DB_PORT}, {@code DB_NAME}, {@code DB_USER}, {@code DB_PASSWORD}. */
    @JsonProperty("env")
    ENV,
    /** What libpq reads: {@code PGHOST}, {@code PGPORT}, {@code PGDATABASE}, {@code PGUSER}, {@code PGPASSWORD}. */
    @JsonProperty("env-postgres")
    ENV_POSTGRES,
    /** {@code MYSQL_HOST}, {@code MYSQL_TCP_PORT}, {@code MYSQL_DATABASE}, {@code MYSQL_USER}, {@code MYSQL_PWD}. */
    @JsonProperty("env-mysql")
    ENV_MYSQL,
    /** {@code SPRING_DATASOURCE_URL}, {@code _USERNAME}, {@code _PASSWORD}; for drivers with a JDBC URL. */
    @JsonProperty("spring")
    SPRING,
    /** {@code QUARKUS_DATASOURCE_JDBC_URL}, {@code _USERNAME}, {@code _PASSWORD}; for drivers with a JDBC URL. */
    @JsonProperty("quarkus")
    QUARKUS
}
