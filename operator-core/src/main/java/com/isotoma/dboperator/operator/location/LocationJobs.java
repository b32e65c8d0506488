package com.isotoma.dboperator.operator.location;

import com.isotoma.dboperator.crds.v1alpha1.ApiGroup;
import com.isotoma.dboperator.crds.v1alpha1.Driver;
import com.isotoma.dboperator.crds.v1alpha1.StorageLocation;
import com.isotoma.dboperator.operator.job.CheckJobs;
import com.isotoma.dboperator.operator.job.CheckJobs.Check;
import com.isotoma.dboperator.operator.job.StartOutcome;
import com.isotoma.dboperator.operator.objects.Names;
import com.isotoma.dboperator.operator.rbac.CloudRole;
import com.isotoma.dboperator.operator.rbac.LocationKeys;
import com.isotoma.dboperator.operator.rbac.Permissions;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;

/**
 * The Jobs that try StorageLocations out. The image is that of any Driver: every one brings this operation. Their account can
 * read what the location refers to and write how it stands.
 */
public final class LocationJobs {
    private final CloudRole cloudRole;
    private final CheckJobs jobs;

    @Inject
    LocationJobs(CloudRole cloudRole, CheckJobs jobs) {
        this.cloudRole = cloudRole;
        this.jobs = jobs;
    }

    /** Starts a Job: see {@link CheckJobs#start}. */
    StartOutcome start(StorageLocation location, Driver driver, String name) {
        return jobs.start(check(location), driver, name);
    }

    Check check(StorageLocation location) {
        return new Check(
                location,
                LocationRules.WORD,
                "location",
                Names.locationAccount(location.getMetadata().getName()),
                rules(location),
                cloudRole.of(location));
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
}
