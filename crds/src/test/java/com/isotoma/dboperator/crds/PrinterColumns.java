package com.isotoma.dboperator.crds;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceColumnDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceColumnDefinitionBuilder;
import java.util.List;

/** What {@code kubectl get} shows, in order; priority 1 needs {@code -o wide}. */
final class PrinterColumns {
    private PrinterColumns() {}

    static List<CustomResourceColumnDefinition> of(String kind) {
        return switch (kind) {
            case "Database" ->
                List.of(
                        column("Driver", "string", ".spec.driver", 0),
                        column("Phase", "string", ".status.phase", 0),
                        column("Ready", "string", ".status.conditions[?(@.type==\"Ready\")].status", 0),
                        column("Reason", "string", ".status.conditions[?(@.type==\"Ready\")].reason", 0),
                        column("Secret", "string", ".status.binding.name", 0),
                        column("Last Backup", "date", ".status.lastBackup.completedAt", 0),
                        column("Age", "date", ".metadata.creationTimestamp", 0),
                        column("Database", "string", ".status.databaseName", 1),
                        column("Message", "string", ".status.message", 1));
            case "Backup" ->
                List.of(
                        column("Database", "string", ".spec.database", 0),
                        column("Phase", "string", ".status.phase", 0),
                        column("Bytes", "integer", ".status.sizeBytes", 0),
                        column("Completed", "date", ".status.completedAt", 0),
                        column("Age", "date", ".metadata.creationTimestamp", 0),
                        column("Destination", "string", ".status.destination", 1),
                        column("Message", "string", ".status.message", 1));
            case "Driver" ->
                List.of(
                        column("Image", "string", ".spec.image", 0),
                        column("Age", "date", ".metadata.creationTimestamp", 0));
            default -> throw new IllegalStateException("no columns for " + kind);
        };
    }

    private static CustomResourceColumnDefinition column(String name, String type, String path, int priority) {
        return new CustomResourceColumnDefinitionBuilder()
                .withName(name)
                .withType(type)
                .withJsonPath(path)
                .withPriority(priority)
                .build();
    }
}
