package com.isotoma.dboperator.driver.support;

import org.jspecify.annotations.Nullable;

/** What users call a prefix, as a folder of an object store. */
public final class ObjectFolder {
    private ObjectFolder() {}

    /**
     * What the keys of all objects below a prefix begin with: slashes at its ends are evened out, and it ends with one unless
     * there is nothing of it.
     */
    public static String of(@Nullable String prefix) {
        if (prefix == null) {
            return "";
        }
        var stripped = prefix.replaceAll("^/+|/+$", "");
        return stripped.isEmpty() ? "" : stripped + "/";
    }
}
