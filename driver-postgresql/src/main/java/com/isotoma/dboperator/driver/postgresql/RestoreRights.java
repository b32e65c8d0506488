package com.isotoma.dboperator.driver.postgresql;

import com.isotoma.dboperator.driver.postgresql.ArchiveHead.Replacement;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Turns the rights in an archive to the roles of the server: the application's role stands for the one that the database
 * belonged to, roles of the same name keep what they had, and what roles have that do not exist is left out. What is
 * restored is never open to more than what was dumped.
 *
 * @param entries what of the archive is restored
 * @param dumpedRole the role that the dumped database belonged to
 * @param place where to
 */
record RestoreRights(List<ArchiveEntry> entries, String dumpedRole, RestorePlace place) {

    /**
     * @param replacements gets the statements that change
     * @param withoutWord gets the entries of which nothing is left
     */
    void apply(List<Replacement> replacements, Set<Integer> withoutWord, Notes notes) {
        var made = entries.stream()
                .filter(e -> !e.isRights())
                .map(ArchiveEntry::id)
                .collect(Collectors.toSet());
        for (var entry : entries) {
            if ((entry.isRights() && !entry.isOfDatabase()) || entry.isDefaultRights()) {
                boolean own = entry.isDefaultRights() ? entry.owner().equals(dumpedRole) : isOwn(entry, made);
                if (!own) {
                    withoutWord.add(entry.id());
                    if (!place.granted().contains(entry.tag())) {
                        notes.foreignRights(entry);
                    }
                    continue;
                }
                var rights = Rights.of(entry.definition().value(), this::here);
                rights.missing().forEach(role -> notes.missingRole(role, entry.described()));
                put(entry, rights.statements(), replacements, withoutWord);
            } else if (entry.kind().equals("POLICY") || entry.kind().equals("USER MAPPING")) {
                var named = NamedRoles.of(entry, this::here);
                named.missing().forEach(role -> notes.missingRole(role, entry.described()));
                put(entry, named.statement(), replacements, withoutWord);
            }
        }
    }

    private static void put(
            ArchiveEntry entry, String statement, List<Replacement> replacements, Set<Integer> withoutWord) {
        if (statement.isEmpty()) {
            withoutWord.add(entry.id());
        } else if (!statement.equals(entry.definition().value())) {
            replacements.add(new Replacement(entry.definition(), statement));
        }
    }

    /** Whether the application's role owns the object once it is restored, and may say who has rights on it. */
    private boolean isOwn(ArchiveEntry entry, Set<Integer> made) {
        if (entry.tag().equals("SCHEMA public")) {
            return place.ownsPublic();
        }
        return entry.owner().equals(dumpedRole) || entry.needs().stream().anyMatch(made::contains);
    }

    private Optional<String> here(String role) {
        if (role.equals(dumpedRole)) {
            return Optional.of(place.role());
        }
        return place.roles().contains(role) ? Optional.of(role) : Optional.empty();
    }
}
