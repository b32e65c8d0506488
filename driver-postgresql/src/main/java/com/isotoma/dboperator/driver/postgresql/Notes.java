package com.isotoma.dboperator.driver.postgresql;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Collects what people have to know of a restore, and says it in few phrases: one a cause, with some names each. */
final class Notes {
    private static final int NAMES_SHOWN = 50;

    private static final Set<String> WITHOUT_OWNER = Set.of(
            "ACL",
            "DEFAULT ACL",
            "COMMENT",
            "SECURITY LABEL",
            "TABLE DATA",
            "SEQUENCE SET",
            "BLOBS",
            "DATABASE",
            "DATABASE PROPERTIES",
            "EXTENSION",
            "USER MAPPING",
            "SEQUENCE OWNED BY",
            "DEFAULT",
            "TABLE ATTACH",
            "INDEX ATTACH",
            "PUBLICATION TABLE",
            "STATISTICS DATA",
            "MATERIALIZED VIEW DATA");

    private final Map<String, List<String>> namesByCause = new LinkedHashMap<>();

    /** @param why the cause, for people */
    void leftOut(ArchiveEntry entry, String why) {
        add("left out, since " + why, entry.described());
    }

    /** Rights that a role would have had which is not on the server. */
    void missingRole(String role, String on) {
        add("without the rights of the role '" + role + "', which does not exist on the server", on);
    }

    /** Rights that only somebody else can give or take away. */
    void foreignRights(ArchiveEntry entry) {
        add("with the rights that the server gives, and not those that a superuser gave", entry.described());
    }

    /** All that is restored belongs to the application's role, whoever it belonged to. */
    void owner(ArchiveEntry entry, String dumpedRole) {
        var owner = entry.owner();
        boolean same = owner.isEmpty() || owner.equals(dumpedRole) || owner.equals("pg_database_owner");
        if (!same && !entry.postData() && !WITHOUT_OWNER.contains(entry.kind()) && !isPublic(entry)) {
            add(
                    "owned by the application's user afterwards, and by the role '" + owner + "' before",
                    entry.described());
        }
        if (!entry.tablespace().isEmpty() && entry.isTable()) {
            add("moved from the tablespace '" + entry.tablespace() + "' to the database's own", entry.described());
        }
    }

    private static boolean isPublic(ArchiveEntry entry) {
        return entry.kind().equals("SCHEMA") && entry.tag().equals("public");
    }

    private void add(String cause, String name) {
        namesByCause.computeIfAbsent(cause, c -> new ArrayList<>()).add(name);
    }

    List<String> list() {
        return namesByCause.entrySet().stream()
                .map(e -> e.getKey() + ": " + names(e.getValue()))
                .toList();
    }

    private static String names(List<String> names) {
        var shown = String.join(", ", names.subList(0, Math.min(NAMES_SHOWN, names.size())));
        return names.size() <= NAMES_SHOWN ? shown : shown + " and " + (names.size() - NAMES_SHOWN) + " more";
    }
}
