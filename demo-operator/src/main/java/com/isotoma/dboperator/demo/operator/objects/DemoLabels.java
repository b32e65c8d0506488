package com.isotoma.dboperator.demo.operator.objects;

import com.isotoma.dboperator.demo.v1alpha1.DemoGroup;
import java.util.Map;
import java.util.TreeMap;

/** The labels on every object of a demo resource. */
public final class DemoLabels {
    public static final String COMPONENT = "app.kubernetes.io/component";
    private static final String MANAGED_BY = "app.kubernetes.io/managed-by";

    /** Not that of the operator's own Jobs, so that neither watches the other's. */
    public static final String MANAGER = "db-operator-demo";

    private DemoLabels() {}

    /** Labels of the objects of a DatabaseCluster. */
    public static Map<String, String> ofCluster(String name) {
        return of(name, "demo-http-database", "database", DemoGroup.CLUSTER_LABEL);
    }

    /** Labels of the objects of a DatabaseBackup. */
    public static Map<String, String> ofBackup(String name) {
        return of(name, "demo-http-backup", "backup", DemoGroup.BACKUP_LABEL);
    }

    private static Map<String, String> of(String name, String application, String component, String label) {
        return new TreeMap<>(Map.of(
                "app.kubernetes.io/name",
                application,
                "app.kubernetes.io/instance",
                name,
                COMPONENT,
                component,
                MANAGED_BY,
                MANAGER,
                "app.kubernetes.io/part-of",
                "db-operator-demo",
                label,
                name));
    }
}
