package com.isotoma.dboperator.driver.mysql;

import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Reasons;
import com.isotoma.dboperator.driver.spi.ServerInfo;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Product and version of a server.
 *
 * @param numbers {@code 9.7.4}
 */
record ServerVersion(Flavour flavour, int major, int minor, String numbers) {
    // Some report "5.5.5-10.11.18-MariaDB", for the sake of replicas that stumble over a first number of two digits.
    private static final Pattern TEXT =
            Pattern.compile("(?:5\\.5\\.5-(?=1))?((\\d{1,4})\\.(\\d{1,4})(?:\\.\\d{1,9})?).*");

    /** Reads the answer to {@code SELECT VERSION()}, and refuses servers that are too old for this driver. */
    static ServerVersion of(String text) throws DriverException {
        var flavour = Flavour.of(text);
        var matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw DriverException.internal(
                    Reasons.INTERNAL_ERROR,
                    "The server calls its version '" + text + "', which is not a version",
                    null);
        }
        var version = new ServerVersion(
                flavour, Integer.parseInt(matcher.group(2)), Integer.parseInt(matcher.group(3)), matcher.group(1));
        if (!version.supported()) {
            throw DriverException.user(
                    Reasons.INVALID_SPEC,
                    "The server is " + version.text()
                            + "; this driver needs MySQL 8.0 or newer, or MariaDB 10.6 or newer: upgrade the server");
        }
        return version;
    }

    private boolean supported() {
        return switch (flavour) {
            case MYSQL -> major >= 8;
            case MARIADB -> major > 10 || (major == 10 && minor >= 6);
        };
    }

    /** For people. */
    String text() {
        return flavour.product() + " " + numbers;
    }

    /** @param identity the server's, if it has one */
    ServerInfo info(@Nullable String identity) {
        return new ServerInfo(text(), identity);
    }
}
