package com.isotoma.dboperator.driver.spi;

/**
 * What a server says of itself.
 *
 * @param version product and version for people, for example {@code PostgreSQL 18.1}
 */
public record ServerInfo(String version) {}
