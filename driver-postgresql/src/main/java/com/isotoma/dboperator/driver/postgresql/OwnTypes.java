package com.isotoma.dboperator.driver.postgresql;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The types that an archive makes. Only their owner may make casts from and to them. */
final class OwnTypes {
    private static final Set<String> KINDS = Set.of("TYPE", "DOMAIN", "TABLE", "VIEW", "MATERIALIZED VIEW");
    private static final Pattern CAST = Pattern.compile("CAST \\((.+) AS (.+)\\)");

    private final Set<String> names;

    OwnTypes(List<ArchiveEntry> entries) {
        names = entries.stream()
                .filter(e -> KINDS.contains(e.kind()))
                .map(ArchiveEntry::table)
                .collect(Collectors.toSet());
    }

    /** Why a cast between two types of others cannot be made; empty for all other entries. */
    Optional<String> foreignCast(ArchiveEntry entry) {
        var cast = CAST.matcher(entry.tag());
        boolean foreign = entry.kind().equals("CAST")
                && cast.matches()
                && !names.contains(plain(cast.group(1)))
                && !names.contains(plain(cast.group(2)));
        return foreign ? Optional.of("only the owner of one of the two types can make it") : Optional.empty();
    }

    private static String plain(String type) {
        return type.replace("\"\"", "\u0000").replace("\"", "").replace("\u0000", "\"");
    }
}
