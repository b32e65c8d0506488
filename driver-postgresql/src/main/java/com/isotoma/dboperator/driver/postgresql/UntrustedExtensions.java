package com.isotoma.dboperator.driver.postgresql;

import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Reasons;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Extensions that the driver installs although the server does not trust them. Their scripts run as a superuser in a schema in
 * which the application may have put functions and operators for them to stumble over; so it is not the application's team
 * that chooses them, but whoever keeps the Driver.
 *
 * @param allowed their names, or {@code *} for all
 */
record UntrustedExtensions(Set<String> allowed) {
    /** Of the Driver's {@code spec.env}; names with commas between them. */
    static final String VARIABLE = "POSTGRESQL_UNTRUSTED_EXTENSIONS";

    static final UntrustedExtensions ALL = new UntrustedExtensions(Set.of("*"));

    static UntrustedExtensions of(Map<String, String> environment) {
        return new UntrustedExtensions(
                Stream.of(environment.getOrDefault(VARIABLE, "").split(",", -1))
                        .map(String::strip)
                        .filter(name -> !name.isEmpty())
                        .collect(Collectors.toUnmodifiableSet()));
    }

    /** @throws DriverException of kind USER unless the Driver allows it */
    void require(String name, String database) throws DriverException {
        if (!allowed.contains("*") && !allowed.contains(name)) {
            throw DriverException.user(
                    Reasons.PERMISSION_DENIED,
                    "spec.options.extensions names '" + name
                            + "', which PostgreSQL does not trust to be installed by the"
                            + " owner of a database: add it to " + VARIABLE
                            + " in spec.env of the Driver, or let a superuser"
                            + " run CREATE EXTENSION " + Quoting.identifier(name) + " in database '" + database
                            + "', or remove it from spec.options.extensions");
        }
    }
}
