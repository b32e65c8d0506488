package com.isotoma.dboperator.operator.database;

import com.isotoma.dboperator.crds.v1alpha1.ApiGroup;
import com.isotoma.dboperator.crds.v1alpha1.ConfigMapReferences;
import com.isotoma.dboperator.crds.v1alpha1.Database;
import com.isotoma.dboperator.crds.v1alpha1.OneTimeWords;
import com.isotoma.dboperator.crds.v1alpha1.SecretReferences;
import com.isotoma.dboperator.crds.v1alpha1.SecretSpec;
import com.isotoma.dboperator.operator.rbac.AccessNeeds;
import com.isotoma.dboperator.operator.rbac.DatabaseKey;
import com.isotoma.dboperator.operator.rbac.Needs;
import com.isotoma.dboperator.operator.rbac.Permissions;
import com.isotoma.dboperator.operator.view.ClusterView;
import com.isotoma.dboperator.operator.view.Servers;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/** What runs need because of their Database itself. */
final class DatabaseNeeds implements AccessNeeds {
    private static final Pattern RESOURCE_NAME = Pattern.compile("[a-z0-9]([-.a-z0-9]{0,251}[a-z0-9])?");

    private final ClusterView view;
    private final Departed departed;

    @Inject
    DatabaseNeeds(ClusterView view, Departed departed) {
        this.view = view;
        this.departed = departed;
    }

    @Override
    public void add(DatabaseKey database, Needs needs) {
        view.database(database.namespace(), database.name()).ifPresent(own -> add(own, needs));
        departed.find(database).ifPresent(own -> add(own, needs));
    }

    private void add(Database own, Needs needs) {
        needs.uids().add(own.getMetadata().getUid());
        needs.published().add(own.getSpec().secretName(own.getMetadata().getName()));
        var annotations = own.getMetadata().getAnnotations();
        needs.published()
                .addAll(SecretSpec.names(
                        annotations == null ? null : annotations.get(ApiGroup.SECRET_NAMES_ANNOTATION)));
        needs.secrets().addAll(SecretReferences.of(own.getSpec()));
        needs.target(Servers.spec(view, own).backupTo());
        Optional.ofNullable(own.getSpec().server()).ifPresent(needs.servers()::add);
        configMaps(own, needs);
        adopted(own, needs);
        // Held from an earlier spec, and to be let go of.
        needs.secrets().addAll(used(own));
    }

    private static void configMaps(Database own, Needs needs) {
        var names = ConfigMapReferences.of(own.getSpec());
        if (!names.isEmpty()) {
            needs.rules().add(Permissions.named("", "configmaps", names, "get"));
        }
    }

    /** The record of Secrets that runs have used. */
    static List<String> used(Database database) {
        var annotations = database.getMetadata().getAnnotations();
        var used = annotations == null ? null : annotations.get(ApiGroup.USED_SECRETS_ANNOTATION);
        return used == null || used.isEmpty() ? List.of() : List.of(used.split(",", -1));
    }

    /** A run may look whether a Database is really gone whose database it is to take up. Of one that exists it sees nothing. */
    private void adopted(Database own, Needs needs) {
        var from =
                Objects.requireNonNullElse(OneTimeWords.of(own).adoptFrom(), "").split("/", -1);
        if (from.length == 3
                && from[1].equals(needs.namespace())
                && RESOURCE_NAME.matcher(from[2]).matches()
                && view.database(needs.namespace(), from[2]).isEmpty()) {
            needs.others().add(from[2]);
        }
    }
}
