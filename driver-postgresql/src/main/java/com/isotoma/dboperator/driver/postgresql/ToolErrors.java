package com.isotoma.dboperator.driver.postgresql;

import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Reasons;

/** Tells failures of pg_dump and pg_restore that only somebody can mend from those that may pass by themselves. */
final class ToolErrors {
    private ToolErrors() {}

    /** The same failure, explained where that is possible; what no tool said is left as it is. */
    static DriverException explained(DriverException e) {
        if (!e.reason().equals(Reasons.DUMP_FAILED) && !e.reason().equals(Reasons.RESTORE_FAILED)) {
            return e;
        }
        var message = e.getMessage();
        if (message.contains("row-level security policy")) {
            return user(
                    e,
                    Reasons.PERMISSION_DENIED,
                    "A table has FORCE ROW LEVEL SECURITY, so that its owner cannot read it all and the dump would have"
                            + " gaps: use an admin with BYPASSRLS or superuser, or ALTER TABLE … NO FORCE ROW LEVEL"
                            + " SECURITY");
        }
        if (message.contains("permission denied to create extension")) {
            return user(
                    e,
                    Reasons.PERMISSION_DENIED,
                    "The dump needs an extension that only an admin can install: name it in spec.options.extensions"
                            + " and restore into a fresh Database");
        }
        if (message.contains("permission denied") || message.contains("must be owner of")) {
            return user(
                    e,
                    Reasons.PERMISSION_DENIED,
                    "The database holds something that belongs to neither the application's role nor to all: let its"
                            + " owner GRANT it to the application's role, or give it away");
        }
        return e;
    }

    private static DriverException user(DriverException e, String reason, String explanation) {
        return new DriverException(DriverException.Kind.USER, reason, explanation + " (" + e.getMessage() + ")", e);
    }
}
