package com.isotoma.dboperator.operator.location;

import com.isotoma.dboperator.crds.v1alpha1.ApiGroup;
import com.isotoma.dboperator.crds.v1alpha1.StorageLocation;
import com.isotoma.dboperator.operator.job.JobSettings;
import com.isotoma.dboperator.operator.objects.Applied;
import com.isotoma.dboperator.operator.objects.Applier;
import com.isotoma.dboperator.operator.objects.Names;
import com.isotoma.dboperator.operator.objects.Ownership;
import com.isotoma.dboperator.operator.rbac.AccessConflict;
import com.isotoma.dboperator.operator.rbac.AccessObjects;
import com.isotoma.dboperator.operator.rbac.CloudRole;
import com.isotoma.dboperator.operator.rbac.LocationKeys;
import com.isotoma.dboperator.operator.rbac.Permissions;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;

/**
 * A service account for each StorageLocation, which can read what that one refers to and write how it stands. It goes with
 * its location.
 */
public final class LocationAccess {
    private final CloudRole cloudRole;
    private final JobSettings settings;
    private final Applier applier;

    @Inject
    LocationAccess(CloudRole cloudRole, JobSettings settings, Applier applier) {
        this.cloudRole = cloudRole;
        this.settings = settings;
        this.applier = applier;
    }

    /**
     * Makes what is missing and brings the rest to what is needed now; idempotent.
     *
     * @return the name of the account, in the operator's namespace
     * @throws AccessConflict if the API server refuses, or something of that name is in the way
     * @throws io.fabric8.kubernetes.client.KubernetesClientException if it could not be reached
     */
    String ensure(StorageLocation location) {
        var wanted = objects(location);
        for (var object : List.<HasMetadata>of(wanted.account(), wanted.role(), wanted.binding())) {
            if (applier.apply(location, object, null) instanceof Applied.Failed(var reason, var message)) {
                throw new AccessConflict(message);
            }
        }
        return wanted.account().getMetadata().getName();
    }

    /**
     * A Role says nothing about what has no namespace: the last rule is what the policy asks for when somebody writes the
     * status of a location.
     */
    public static List<PolicyRule> rules(StorageLocation location) {
        var rules = new ArrayList<>(Permissions.reading(LocationKeys.of(List.of(location))));
        rules.add(Permissions.named(
                ApiGroup.NAME,
                "storagelocations/status",
                List.of(location.getMetadata().getName()),
                "update"));
        return rules;
    }

    private AccessObjects objects(StorageLocation location) {
        var namespace = settings.operatorNamespace();
        var name = Names.locationAccount(location.getMetadata().getName());
        var meta = Ownership.metadata(location, name, LocationJobs.labels(location));
        meta.setNamespace(namespace);
        return AccessObjects.of(meta, rules(location), List.of(AccessObjects.subject(namespace, name)))
                .with(cloudRole.of(location));
    }
}
