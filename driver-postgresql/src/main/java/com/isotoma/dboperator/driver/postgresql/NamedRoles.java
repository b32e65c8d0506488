package com.isotoma.dboperator.driver.postgresql;

import java.util.ArrayList;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * A policy or a user mapping, turned to the roles of another server.
 *
 * @param statement with the roles of this server; empty where none of them is left
 * @param missing roles that do not exist here
 */
record NamedRoles(String statement, Set<String> missing) {
    private static final String MAPPING = "CREATE USER MAPPING FOR ";

    static NamedRoles of(ArchiveEntry entry, Function<String, Optional<String>> roles) {
        var text = entry.definition().value();
        if (text.startsWith(MAPPING)) {
            return within(text, MAPPING.length(), endOfList(text, MAPPING.length()), roles);
        }
        int to = keyword(text, " TO ");
        // A policy without a list holds for everybody.
        return to < 0
                ? new NamedRoles(text, Set.of())
                : within(text, to + " TO ".length(), endOfList(text, to + " TO ".length()), roles);
    }

    private static NamedRoles within(String text, int from, int to, Function<String, Optional<String>> roles) {
        var kept = new ArrayList<String>();
        var missing = new TreeSet<String>();
        for (var name : text.substring(from, to).split(", ?(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", -1)) {
            var role = name.equals("PUBLIC")
                    ? Optional.of(name)
                    : roles.apply(Rights.unquoted(name)).map(Quoting::identifier);
            role.ifPresentOrElse(kept::add, () -> missing.add(Rights.unquoted(name)));
        }
        return new NamedRoles(
                kept.isEmpty() ? "" : text.substring(0, from) + String.join(", ", kept) + text.substring(to), missing);
    }

    /** Where {@code word} first stands outside of quoted names and parentheses; -1 where it does not. */
    private static int keyword(String text, String word) {
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (c == '(' && !quoted) {
                return -1;
            } else if (!quoted && text.startsWith(word, i)) {
                return i;
            }
        }
        return -1;
    }

    /** Names are separated by a comma and perhaps a space; the list ends at a space that no comma goes before. */
    private static int endOfList(String text, int from) {
        boolean quoted = false;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && (c == ';' || (c == ' ' && text.charAt(i - 1) != ','))) {
                return i;
            }
        }
        return text.length();
    }
}
