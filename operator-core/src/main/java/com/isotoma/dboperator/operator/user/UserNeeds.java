package com.isotoma.dboperator.operator.user;

import com.isotoma.dboperator.crds.v1alpha1.ApiGroup;
import com.isotoma.dboperator.crds.v1alpha1.DatabaseUser;
import com.isotoma.dboperator.operator.rbac.AccessNeeds;
import com.isotoma.dboperator.operator.rbac.DatabaseKey;
import com.isotoma.dboperator.operator.rbac.Needs;
import com.isotoma.dboperator.operator.rbac.Permissions;
import com.isotoma.dboperator.operator.view.ClusterView;
import jakarta.inject.Inject;
import java.util.TreeSet;

/** What runs need because of DatabaseUsers: those of their Database and their Secrets, by name. */
final class UserNeeds implements AccessNeeds {
    private final ClusterView view;

    @Inject
    UserNeeds(ClusterView view) {
        this.view = view;
    }

    @Override
    public void add(DatabaseKey database, Needs needs) {
        var names = new TreeSet<String>();
        var secrets = new TreeSet<String>();
        for (var user : view.ofDatabase(DatabaseUser.class, database.namespace(), database.name())) {
            var name = user.getMetadata().getName();
            names.add(name);
            secrets.add(user.getSpec().secretName(name));
        }
        if (names.isEmpty()) {
            return;
        }
        var rules = needs.rules();
        rules.add(Permissions.named(ApiGroup.NAME, "databaseusers", names, "get", "patch"));
        rules.add(Permissions.named(ApiGroup.NAME, "databaseusers/status", names, "get", "patch", "update"));
        // A verb that nothing answers to: the policy asks for it when a run makes the Secret of a user.
        rules.add(Permissions.named(ApiGroup.NAME, "databaseusers", secrets, "bind"));
        rules.add(Permissions.named("", "secrets", secrets, "delete", "get", "update"));
    }
}
