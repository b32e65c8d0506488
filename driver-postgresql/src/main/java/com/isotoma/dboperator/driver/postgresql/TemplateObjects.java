package com.isotoma.dboperator.driver.postgresql;

import com.isotoma.dboperator.driver.spi.DriverException;
import java.util.HashSet;
import java.util.Set;

/**
 * What every new database of a server has because template1 has it.
 *
 * @param names tables, views, sequences and functions, as {@link Tables} names them
 */
record TemplateObjects(Set<String> names) {
    static final TemplateObjects NONE = new TemplateObjects(Set.of());
    private static final String TEMPLATE = "template1";

    /** Empty where the admin cannot look: then everything counts as the application's. */
    static TemplateObjects of(Connector connector) throws DriverException {
        try (var maintenance = connector.maintenance()) {
            if (!maintenance.isTrue(
                    "look for " + TEMPLATE,
                    "SELECT datallowconn AND has_database_privilege(oid, 'CONNECT') FROM pg_database WHERE datname = ?",
                    TEMPLATE)) {
                return NONE;
            }
        }
        try (var inside = connector.database(TEMPLATE)) {
            return new TemplateObjects(new HashSet<>(Tables.names(inside)));
        }
    }
}
