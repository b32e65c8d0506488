package com.isotoma.dboperator.driver.operation;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Whether a server reports a later major version of the same product, which an upgrade in place explains. */
final class Upgrade {
    private static final Pattern VERSION = Pattern.compile("(.*?)\\s*(\\d{1,6})(\\D.*)?");

    private Upgrade() {}

    /**
     * @param before what the server said of itself; null when that is not known
     * @param now what it says
     */
    static boolean explains(@Nullable String before, String now) {
        if (before == null) {
            return false;
        }
        var older = VERSION.matcher(before);
        var newer = VERSION.matcher(now);
        return older.matches()
                && newer.matches()
                && older.group(1).equals(newer.group(1))
                && Integer.parseInt(newer.group(2)) > Integer.parseInt(older.group(2));
    }
}
