package com.isotoma.dboperator.driver.postgresql;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What of an archive no application's role can make, on any supported server. It is never made from an archive by an admin
 * who could: an archive is a file that others can write, and its functions would run with the admin's rights.
 */
final class SuperuserOnly {
    private static final Set<String> KINDS = Set.of(
            "EVENT TRIGGER",
            "PROCEDURAL LANGUAGE",
            "FOREIGN DATA WRAPPER",
            "ACCESS METHOD",
            "OPERATOR CLASS",
            "OPERATOR FAMILY",
            "TEXT SEARCH TEMPLATE",
            "TEXT SEARCH PARSER",
            "SHELL TYPE",
            "TRANSFORM",
            "PUBLICATION TABLES IN SCHEMA");

    private static final Set<String> ROUTINES = Set.of("FUNCTION", "PROCEDURE");
    private static final Set<String> ROUTINE_LANGUAGES = Set.of("sql", "plpgsql");
    private static final Pattern LANGUAGE = Pattern.compile("(?m)^    LANGUAGE (\"(?:[^\"]|\"\")+\"|\\S+)(.*)$");
    private static final Pattern BASE_TYPE = Pattern.compile("(?m)^    INPUT = ");
    private static final Pattern INTERNAL_STATE = Pattern.compile("(?m)^    M?STYPE = internal,?$");
    private static final Pattern SETTING = Pattern.compile("(?m)^    SET (\\S+) TO ");
    private static final Pattern WRAPPER = Pattern.compile(" FOREIGN DATA WRAPPER (\"(?:[^\"]|\"\")+\"|[^\\s;]+)");
    private static final Pattern SUPERUSERS_CLAUSE = Pattern.compile(" (LEAKPROOF|SUPPORT \\S+)");

    private SuperuserOnly() {}

    /** Why it is left out; empty where it is made. */
    static Optional<String> why(ArchiveEntry entry, RestorePlace place) {
        var definition = entry.definition().value();
        var kind = entry.kind();
        if (kind.equals("SUBSCRIPTION") || kind.equals("SUBSCRIPTION TABLE")) {
            return Optional.of("it would take changes from another server by itself");
        }
        if (KINDS.contains(kind)) {
            return superuser();
        }
        if (kind.equals("PUBLICATION") && definition.contains(" FOR ALL ")) {
            return superuser();
        }
        if (kind.equals("TYPE") && BASE_TYPE.matcher(definition).find()) {
            return superuser();
        }
        if (kind.equals("CAST") && definition.contains(" WITHOUT FUNCTION")) {
            return superuser();
        }
        if (kind.equals("AGGREGATE") && INTERNAL_STATE.matcher(definition).find()) {
            return superuser();
        }
        if (kind.equals("SERVER")) {
            var wrapper = WRAPPER.matcher(definition);
            return wrapper.find() && !place.wrappers().contains(Rights.unquoted(wrapper.group(1)))
                    ? Optional.of("it needs USAGE on the foreign data wrapper " + wrapper.group(1)
                            + ", which only a superuser can grant")
                    : Optional.empty();
        }
        return ROUTINES.contains(kind) ? routine(definition, place) : Optional.empty();
    }

    private static Optional<String> routine(String definition, RestorePlace place) {
        var language = LANGUAGE.matcher(definition);
        if (!language.find()) {
            return Optional.empty();
        }
        var name = Rights.unquoted(language.group(1));
        if (!ROUTINE_LANGUAGES.contains(name) && !place.languages().contains(name)) {
            return Optional.of("only a superuser can make functions in the language " + name);
        }
        boolean sets = SETTING.matcher(definition)
                .results()
                .anyMatch(m -> place.reservedSettings().contains(m.group(1)));
        return sets || SUPERUSERS_CLAUSE.matcher(language.group(2)).find() ? superuser() : Optional.empty();
    }

    private static Optional<String> superuser() {
        return Optional.of("only a superuser can make it");
    }
}
