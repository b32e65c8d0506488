package com.isotoma.dboperator.driver.sql;

import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/** What is behind an error of a JDBC driver, whose own text is often about connections in general. */
public final class Causes {
    private Causes() {}

    /** Whether the error or one of its causes is of that type. */
    public static boolean include(Throwable error, Class<? extends Throwable> type) {
        for (Throwable t = error; t != null; t = t.getCause()) {
            if (type.isInstance(t)) {
                return true;
            }
        }
        return false;
    }

    /** The first line of the error's message, and that of the cause at the bottom if it says more. */
    public static String words(Throwable error) {
        var first = firstLine(error.getMessage());
        var root = error;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        var last = root == error ? "" : firstLine(root.getMessage());
        if (last.isEmpty() || first.contains(last)) {
            return first;
        }
        return first + " (" + (root instanceof UnknownHostException ? "unknown host " + last : last) + ")";
    }

    private static String firstLine(@Nullable String text) {
        return text == null ? "" : text.strip().lines().findFirst().orElse("");
    }
}
