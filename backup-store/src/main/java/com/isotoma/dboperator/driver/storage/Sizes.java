package com.isotoma.dboperator.driver.storage;

import java.util.Locale;

/** Sizes as people read them, in powers of 1000. */
public final class Sizes {
    private Sizes() {}

    public static String text(long bytes) {
        if (bytes < 10_000_000) {
            return String.format(Locale.ROOT, "%.1f kB", bytes / 1e3);
        }
        return bytes < 10_000_000_000L
                ? String.format(Locale.ROOT, "%.1f MB", bytes / 1e6)
                : String.format(Locale.ROOT, "%.1f GB", bytes / 1e9);
    }
}
