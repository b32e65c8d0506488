package com.isotoma.dboperator.driver.spi;

import java.util.Set;
import java.util.TreeSet;

/**
 * A key of {@code spec.connect} or {@code spec.options}: what a driver reads it by, and what its documentation says of it. So
 * a key that is read is documented, and has one range. Immutable.
 */
public sealed interface Setting {
    /** The key itself, in camelCase. */
    String key();

    /** What it takes, for people: {@code 1 to 65535}. */
    String values();

    /** What holds where the key is absent, for people; {@link #REQUIRED} where it must be given. */
    String whenAbsent();

    /** What it is for, one or two sentences; Markdown. */
    String meaning();

    /** For {@link #whenAbsent}. */
    String REQUIRED = "required";

    /** Any text, which the driver checks further. */
    record Text(String key, String values, String whenAbsent, String meaning) implements Setting {}

    /** A whole number from {@code min} to {@code max}. */
    record WholeNumber(String key, int min, int max, String whenAbsent, String meaning) implements Setting {
        @Override
        public String values() {
            return min + " to " + max;
        }
    }

    /** One of a few words. */
    record Choice(String key, Set<String> choices, String whenAbsent, String meaning) implements Setting {
        public Choice {
            choices = Set.copyOf(choices);
        }

        @Override
        public String values() {
            return String.join(", ", new TreeSet<>(choices));
        }
    }

    /** A list of texts. */
    record Texts(String key, String values, String whenAbsent, String meaning) implements Setting {}
}
