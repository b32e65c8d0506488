package com.isotoma.dboperator.driver.postgresql;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The foreign keys of an archive that cannot be made again, because it is without the table that they refer to, or without the
 * rows of that table.
 */
final class MissingReferences {
    private static final String NAME = "(\"(?:[^\"]|\"\")+\"|[^\\s\".(]+)";
    private static final Pattern REFERENCE = Pattern.compile(
            "^ALTER TABLE (?:ONLY )?" + NAME + "\\." + NAME + "\\s+ADD CONSTRAINT " + NAME
                    + " FOREIGN KEY \\((?:\"(?:[^\"]|\"\")*\"|[^\")])*\\) REFERENCES " + NAME + "\\." + NAME + "\\(",
            Pattern.DOTALL);

    private final Map<String, Integer> tables = new HashMap<>();
    private final Set<String> withRows = new HashSet<>();

    MissingReferences(List<ArchiveEntry> entries) {
        for (var entry : entries) {
            if (entry.isTable()) {
                tables.put(entry.table(), entry.id());
            } else if (entry.isRowsOfTable()) {
                withRows.add(entry.table());
            }
        }
        for (int before = -1; before < withRows.size(); ) {
            before = withRows.size();
            entries.stream()
                    .filter(e -> e.kind().equals("TABLE ATTACH") && withRows.contains(e.table()))
                    .forEach(this::addParent);
        }
    }

    /** A partitioned table has the rows of its partitions. */
    private void addParent(ArchiveEntry attached) {
        tables.forEach((table, id) -> {
            if (attached.needs().contains(id)) {
                withRows.add(table);
            }
        });
    }

    /** Why the entry cannot be made; empty where it can, and for all that is no foreign key. */
    Optional<String> why(ArchiveEntry entry) {
        if (!entry.kind().equals("FK CONSTRAINT")) {
            return Optional.empty();
        }
        var matcher = REFERENCE.matcher(entry.definition().value());
        if (!matcher.find()) {
            return Optional.empty();
        }
        var referring = table(matcher.group(1), matcher.group(2));
        var referred = table(matcher.group(4), matcher.group(5));
        if (!tables.containsKey(referred)) {
            return Optional.of("the table " + referred + " is not in the backup");
        }
        boolean mayFail = withRows.contains(referring) && !withRows.contains(referred);
        return mayFail ? Optional.of("the rows of " + referred + " are not in the backup") : Optional.empty();
    }

    private static String table(String schema, String name) {
        return Tables.name(unquoted(schema), unquoted(name));
    }

    private static String unquoted(String name) {
        return name.startsWith("\"") ? name.substring(1, name.length() - 1).replace("\"\"", "\"") : name;
    }
}
