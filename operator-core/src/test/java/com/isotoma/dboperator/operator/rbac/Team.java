package com.isotoma.dboperator.operator.rbac;

import com.isotoma.dboperator.crds.v1alpha1.Backup;
import com.isotoma.dboperator.crds.v1alpha1.BackupSchedule;
import com.isotoma.dboperator.crds.v1alpha1.Database;
import com.isotoma.dboperator.crds.v1alpha1.DatabaseUser;
import com.isotoma.dboperator.crds.v1alpha1.Restore;
import com.isotoma.dboperator.operator.Slices;
import com.isotoma.dboperator.operator.view.FixedView;
import io.fabric8.kubernetes.api.model.HasMetadata;

/** One namespace {@code team} as a test has written it. */
final class Team {
    private final FixedView view = new FixedView();

    /** Of one of its Databases, as all slices of the operator say. */
    Needs needs(String database) {
        return Needs.of(new DatabaseKey("team", database), new Slices(view).needs());
    }

    Team withDatabase(String name, String spec, String annotations) {
        return with(Database.class, name, spec, "annotations: {" + annotations + "}", "");
    }

    Team withBackup(String name, String spec) {
        return with(Backup.class, name, spec, "", "");
    }

    Team withBackup(String name, String spec, String status) {
        return with(Backup.class, name, spec, "", status);
    }

    Team withRestore(String name, String spec, String status) {
        return with(Restore.class, name, spec, "", status);
    }

    Team withSchedule(String name, String spec) {
        return with(BackupSchedule.class, name, spec, "", "");
    }

    Team withUser(String name, String spec) {
        return with(DatabaseUser.class, name, spec, "", "");
    }

    private Team with(Class<? extends HasMetadata> kind, String name, String spec, String metadata, String status) {
        view.add(
                kind,
                "metadata: {name: " + name + ", namespace: team, uid: uid-of-" + name + ", " + metadata + "}\nspec: {"
                        + spec + "}\nstatus: {" + status + "}");
        return this;
    }
}
