package com.isotoma.dboperator.driver.cluster.status;

import java.util.List;

/** Words for what a driver's notes list. How many they are comes first, since a condition shows only so much of them. */
public final class LeftOut {
    private LeftOut() {}

    /** For a backup, before anything is restored from it. */
    public static String byRestores(List<String> notes) {
        return "A restore of this backup leaves out or changes " + counted(notes);
    }

    /** For a restore that has done so. */
    public static String byThisRestore(List<String> notes) {
        return "This restore left out or changed " + counted(notes);
    }

    private static String counted(List<String> notes) {
        return (notes.size() == 1 ? "one thing: " : notes.size() + " things: ") + String.join("; ", notes);
    }
}
