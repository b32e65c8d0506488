package com.isotoma.dboperator.demo.operator.backup;

import com.isotoma.dboperator.demo.operator.objects.DemoLabels;
import com.isotoma.dboperator.demo.v1alpha1.DatabaseBackup;
import com.isotoma.dboperator.demo.v1alpha1.DemoGroup;
import com.isotoma.dboperator.operator.objects.Ownership;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import java.util.List;

/** What the pods of a DatabaseBackup may do: read what to back up, and write the status of this one resource. */
final class BackupAccess {
    private BackupAccess() {}

    /** Service account, role and binding, each after what it needs. */
    static List<HasMetadata> of(DatabaseBackup backup) {
        return List.of(
                new ServiceAccountBuilder()
                        .withMetadata(meta(backup, BackupNames.account(backup)))
                        .build(),
                new RoleBuilder()
                        .withMetadata(meta(backup, BackupNames.role(backup)))
                        .addNewRule()
                        .withApiGroups(DemoGroup.NAME)
                        .withResources("databasebackups")
                        .withResourceNames(BackupNames.of(backup))
                        .withVerbs("get")
                        .endRule()
                        .addNewRule()
                        .withApiGroups(DemoGroup.NAME)
                        .withResources("databasebackups/status")
                        .withResourceNames(BackupNames.of(backup))
                        .withVerbs("get", "patch", "update")
                        .endRule()
                        .addNewRule()
                        .withApiGroups(DemoGroup.NAME)
                        .withResources("databaseclusters")
                        .withVerbs("get", "list")
                        .endRule()
                        .addNewRule()
                        .withApiGroups("")
                        .withResources("pods")
                        .withVerbs("get")
                        .endRule()
                        .build(),
                new RoleBindingBuilder()
                        .withMetadata(meta(backup, BackupNames.binding(backup)))
                        .withNewRoleRef("rbac.authorization.k8s.io", "Role", BackupNames.role(backup))
                        .addNewSubject(
                                null,
                                "ServiceAccount",
                                BackupNames.account(backup),
                                backup.getMetadata().getNamespace())
                        .build());
    }

    private static ObjectMeta meta(DatabaseBackup backup, String name) {
        return Ownership.metadata(backup, name, DemoLabels.ofBackup(BackupNames.of(backup)));
    }
}
