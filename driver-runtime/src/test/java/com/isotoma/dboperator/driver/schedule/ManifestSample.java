package com.isotoma.dboperator.driver.schedule;

import com.isotoma.dboperator.driver.storage.Manifest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A manifest of a small backup. */
record ManifestSample(
        String cluster,
        String namespace,
        String database,
        String backup,
        String databaseName,
        Map<String, Long> rows,
        List<String> omitted) {
    ManifestSample(String cluster, String namespace, String database, String backup, String databaseName) {
        this(cluster, namespace, database, backup, databaseName, Map.of(), List.of());
    }

    ManifestSample with(Map<String, Long> rowsByTable) {
        return new ManifestSample(cluster, namespace, database, backup, databaseName, rowsByTable, omitted);
    }

    ManifestSample without(String table) {
        return new ManifestSample(cluster, namespace, database, backup, databaseName, rows, List.of(table));
    }

    String json(String object) {
        return new String(
                new Manifest(
                                Manifest.FORMAT_VERSION,
                                object,
                                new Manifest.Origin(cluster, namespace, "", database, backup, "uid", "then"),
                                new Manifest.Dump(
                                        "memory",
                                        "1",
                                        "",
                                        databaseName,
                                        "txt",
                                        "text/plain",
                                        6,
                                        "then",
                                        "later",
                                        new TreeMap<>(rows),
                                        new Manifest.Omitted(omitted, List.of())),
                                new Manifest.Stored(
                                        ScheduleStage.CONTENT.length(), "0", "zstd", Manifest.Encryption.NONE),
                                "cat")
                        .toJson(),
                StandardCharsets.UTF_8);
    }
}
