package com.isotoma.dboperator.driver.backup;

import com.isotoma.dboperator.crds.v1alpha1.BackupOptions;
import com.isotoma.dboperator.driver.spi.Capability;
import com.isotoma.dboperator.driver.spi.DriverApi;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Exclusions;
import com.isotoma.dboperator.driver.spi.Reasons;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the options of a backup ask to leave out. Programs get it as arguments, so a pattern never looks like an option. */
final class AskedExclusions {
    private AskedExclusions() {}

    /** @throws DriverException of kind USER for a pattern that is none, or a driver that leaves nothing out */
    static Exclusions of(BackupOptions options, DriverApi driver, String name) throws DriverException {
        var asked = new Exclusions(
                checked("excludeTables", options.excludeTables()), checked("excludeData", options.excludeData()));
        if (!asked.none() && !driver.capabilities().contains(Capability.PARTIAL_BACKUPS)) {
            throw DriverException.user(
                    Reasons.NOT_SUPPORTED,
                    "backupOptions has excludeTables or excludeData, and the driver " + name
                            + " backs up whole databases only: remove them from the Database, and create another Backup");
        }
        return asked;
    }

    private static List<String> checked(String field, @Nullable List<String> patterns) throws DriverException {
        var given = Objects.requireNonNullElse(patterns, List.<String>of());
        for (var pattern : given) {
            if (pattern.isBlank() || pattern.startsWith("-") || pattern.chars().anyMatch(Character::isISOControl)) {
                throw DriverException.user(
                        Reasons.INVALID_SPEC,
                        "backupOptions." + field + " has the pattern '" + pattern.replaceAll("\\p{Cntrl}", "?")
                                + "': give the names of tables, in which * and ? stand for others; none is empty, begins with"
                                + " '-' or has a control character");
            }
        }
        return given;
    }
}
