package com.isotoma.dboperator.driver.cluster.status;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.List;

/** Words for what a driver's notes list. How many they are comes first, since a condition shows only so much of them. */
public final class LeftOut {
    private static final int NAMED = 20;

    private LeftOut() {}

    /** For a backup, before anything is restored from it. */
    public static String byRestores(List<String> notes) {
        return "A restore of this backup leaves out or changes " + counted(notes);
    }

    /** For a restore that has done so. */
    public static String byThisRestore(List<String> notes) {
        return "This restore left out or changed " + counted(notes);
    }

    /** One phrase for each kind of what a backup leaves out because that was asked for. */
    public static List<String> asked(List<String> tables, List<String> data) {
        var notes = new ArrayList<String>();
        if (!tables.isEmpty()) {
            notes.add("left out by excludeTables, " + tables.size() + " in all: " + named(tables));
        }
        if (!data.isEmpty()) {
            notes.add("without their rows by excludeData, " + data.size() + " in all: " + named(data));
        }
        return notes;
    }

    /** Patterns that no table matched: what they were for may be in the backup. */
    public static String unmatched(List<String> patterns) {
        return "No table matches " + patterns.stream().map(p -> "'" + p + "'").collect(joining(", "))
                + ": nothing was left out for that. Correct excludeTables or excludeData, or remove the pattern";
    }

    private static String named(List<String> names) {
        return names.stream().limit(NAMED).collect(joining(", ")) + (names.size() > NAMED ? " and others" : "");
    }

    private static String counted(List<String> notes) {
        return (notes.size() == 1 ? "one thing: " : notes.size() + " things: ") + String.join("; ", notes);
    }
}
