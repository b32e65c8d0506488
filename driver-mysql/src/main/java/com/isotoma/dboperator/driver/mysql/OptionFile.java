package com.isotoma.dboperator.driver.mysql;

import java.util.ArrayList;
import java.util.List;

/** Builds the text of an option file for the client programs, by their rules for quotes and escapes. */
final class OptionFile {
    private final List<String> lines = new ArrayList<>(List.of("[client]"));

    /** A value, whatever is in it. */
    OptionFile set(String option, String value) {
        lines.add(option + "=" + quoted(value));
        return this;
    }

    /** An option without a value. */
    OptionFile flag(String option) {
        lines.add(option);
        return this;
    }

    /** Within double quotes '#' begins no comment and spaces at the ends are kept. */
    static String quoted(String value) {
        var text = new StringBuilder("\"");
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '\\' -> text.append("\\\\");
                case '"' -> text.append("\\\"");
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                case '\t' -> text.append("\\t");
                default -> text.append(c);
            }
        }
        return text.append('"').toString();
    }

    String text() {
        return String.join("\n", lines) + "\n";
    }
}
