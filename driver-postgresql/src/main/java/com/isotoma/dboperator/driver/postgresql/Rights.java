package com.isotoma.dboperator.driver.postgresql;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * The GRANTs and REVOKEs of one archive entry, as pg_dump writes them, turned to the roles of another server. They are taken
 * apart outside of quoted names only.
 *
 * @param statements with the roles of this server, each ended by a semicolon and a line break; empty where none is left
 * @param missing roles to whom something was granted and who do not exist here
 */
record Rights(String statements, Set<String> missing) {
    private static final String GRANT_OPTION = " WITH GRANT OPTION";

    /** @param roles gives the role that stands for one of the dump's; empty where there is none */
    static Rights of(String definition, Function<String, Optional<String>> roles) {
        var kept = new StringBuilder();
        var missing = new TreeSet<String>();
        for (var statement : split(definition)) {
            // Who granted it is not kept: the owner grants all of it again.
            if (statement.startsWith("SET SESSION") || statement.startsWith("RESET SESSION")) {
                continue;
            }
            boolean grants = isGrant(statement);
            int at = lastKeyword(statement, grants ? " TO " : " FROM ");
            if (at < 0) {
                continue;
            }
            var head = forRole(statement.substring(0, at), roles);
            var grantee = statement.substring(at + (grants ? 4 : 6));
            var option = grantee.endsWith(GRANT_OPTION) ? GRANT_OPTION : "";
            grantee = grantee.substring(0, grantee.length() - option.length());
            var role = grantee.equals("PUBLIC") ? Optional.of("PUBLIC") : here(unquoted(grantee), roles);
            if (role.isEmpty()) {
                if (grants) {
                    missing.add(unquoted(grantee));
                }
                continue;
            }
            kept.append(head)
                    .append(grants ? " TO " : " FROM ")
                    .append(role.get())
                    .append(option)
                    .append(";\n");
        }
        return new Rights(kept.toString(), missing);
    }

    private static Optional<String> here(String role, Function<String, Optional<String>> roles) {
        return roles.apply(role).map(Quoting::identifier);
    }

    private static boolean isGrant(String statement) {
        return statement.startsWith("GRANT ") || lastKeyword(statement, " GRANT ") >= 0;
    }

    /** {@code ALTER DEFAULT PRIVILEGES FOR ROLE x …}: of the role that makes the objects. */
    private static String forRole(String head, Function<String, Optional<String>> roles) {
        var begin = "ALTER DEFAULT PRIVILEGES FOR ROLE ";
        if (!head.startsWith(begin)) {
            return head;
        }
        int end = endOfName(head, begin.length());
        var role = unquoted(head.substring(begin.length(), end));
        return begin + here(role, roles).orElse(Quoting.identifier(role)) + head.substring(end);
    }

    private static int endOfName(String text, int from) {
        boolean quoted = false;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (c == ' ' && !quoted) {
                return i;
            }
        }
        return text.length();
    }

    static String unquoted(String name) {
        return name.length() > 1 && name.startsWith("\"") && name.endsWith("\"")
                ? name.substring(1, name.length() - 1).replace("\"\"", "\"")
                : name;
    }

    /** Where {@code keyword} stands for the last time outside of quoted names; -1 where it does not. */
    private static int lastKeyword(String text, String keyword) {
        boolean quoted = false;
        int found = -1;
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '"') {
                quoted = !quoted;
            } else if (!quoted && text.startsWith(keyword, i)) {
                found = i;
            }
        }
        return found;
    }

    private static List<String> split(String definition) {
        var statements = new ArrayList<String>();
        boolean quoted = false;
        int begin = 0;
        for (int i = 0; i < definition.length(); i++) {
            char c = definition.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (c == ';' && !quoted) {
                statements.add(definition.substring(begin, i).strip());
                begin = i + 1;
            }
        }
        return statements;
    }
}
