package com.isotoma.dboperator.driver.postgresql;

import com.isotoma.dboperator.driver.postgresql.ArchiveHead.Replacement;
import com.isotoma.dboperator.driver.spi.DriverException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The search path that an application's functions were written for. pg_dump's script has an empty one, which is right for
 * statements: they name everything with its schema. Functions that run while rows are loaded, for generated columns and
 * CHECK constraints, need the database's own.
 *
 * @param statement sets it
 */
record OwnPath(String statement) {
    private static final Pattern OF_DATABASE = Pattern.compile("(?m)^ALTER DATABASE .* SET search_path TO (.+);$");
    private static final Pattern OF_ROLE =
            Pattern.compile("(?m)^ALTER ROLE (.+) IN DATABASE .* SET search_path TO (.+);$");
    private static final String EMPTY = "SET search_path TO '';\n";
    private static final int INDEXES_WITH_SAFE_PATH = 17;

    /** @param session a session of the admin; the path of a role is not in an archive, but perhaps on the server */
    static OwnPath of(List<ArchiveEntry> entries, Session session) throws DriverException {
        var role = RestorePlan.dumpedRole(entries);
        var logins = new Logins(role).withOwner();
        var properties = entries.stream()
                .filter(e -> e.kind().equals("DATABASE PROPERTIES"))
                .map(e -> e.definition().value())
                .findFirst()
                .orElse("");
        var ofRole = OF_ROLE.matcher(properties)
                .results()
                .filter(m -> logins.contains(Rights.unquoted(m.group(1))))
                .map(m -> m.group(2));
        var ofDatabase = OF_DATABASE.matcher(properties).results().map(m -> m.group(1));
        var everywhere = session.first(
                "look for the search path of role '" + role + "'",
                "SELECT substr(c, 13) FROM pg_db_role_setting s JOIN pg_roles r ON r.oid = s.setrole, unnest(s.setconfig) c"
                        + " WHERE s.setdatabase = 0 AND r.rolname = ? AND c LIKE 'search\\_path=%'",
                row -> row.getString(1),
                role);
        var stated = Stream.of(ofRole.findFirst(), everywhere.map(OwnPath::list), ofDatabase.findFirst())
                .flatMap(path -> path.stream())
                .findFirst()
                .orElse("'$user', 'public'");
        // Who restores is not the user that this means.
        var path = stated.replace(
                "'$user'", Matcher.quoteReplacement(Quoting.literal(role)).replace("\\$", "$"));
        return new OwnPath("SET search_path TO " + path + ";\n");
    }

    /** The server keeps a path as a list of names, which are quoted where they must be. */
    private static String list(String names) {
        return Stream.of(names.split(", ?(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", -1))
                .map(name -> Quoting.literal(Rights.unquoted(name.strip())))
                .reduce((a, b) -> a + ", " + b)
                .orElse("''");
    }

    /**
     * Puts it before what runs an application's functions, and the empty one before what follows.
     *
     * @param entries what is restored
     */
    void apply(List<ArchiveEntry> entries, int majorVersion, List<Replacement> replacements) {
        for (var entry : entries) {
            if (entry.isRowsOfTable() && !entry.copy().isEmpty()) {
                replacements.add(
                        new Replacement(entry.copy(), statement + entry.copy().value()));
            } else if (entry.postData() && !entry.definition().isEmpty() && !isReplaced(entry, replacements)) {
                // Newer servers have a path of their own for indexes and materialized views.
                boolean runs = majorVersion < INDEXES_WITH_SAFE_PATH
                        && (entry.kind().equals("INDEX") || entry.kind().equals("MATERIALIZED VIEW DATA"));
                replacements.add(new Replacement(
                        entry.definition(),
                        (runs ? statement : EMPTY) + entry.definition().value()));
            }
        }
    }

    private static boolean isReplaced(ArchiveEntry entry, List<Replacement> replacements) {
        return replacements.stream()
                .anyMatch(r -> r.what().from() == entry.definition().from());
    }
}
