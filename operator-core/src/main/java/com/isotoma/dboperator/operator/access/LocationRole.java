package com.isotoma.dboperator.operator.access;

import com.isotoma.dboperator.crds.v1alpha1.ApiGroup;
import com.isotoma.dboperator.crds.v1alpha1.StorageLocation;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import java.util.ArrayList;
import java.util.List;

/**
 * The rights of pods in the operator's namespace there. {@code docs/security.md} has them as a table, which a test compares
 * with this; {@code deploy/admission.yaml} keeps the operator from giving more. They can read StorageLocations besides, as
 * {@code deploy/driver-rbac.yaml} says.
 */
public final class LocationRole {
    private LocationRole() {}

    /**
     * Of a run: what its StorageLocations refer to, and a Lease here, which it takes where its Database's namespace is being
     * deleted and takes none.
     */
    static List<PolicyRule> ofRun(LocationKeys keys, DatabaseKey database) {
        var rules = new ArrayList<>(secrets(keys));
        rules.addAll(DriverRole.lease(database.namespace(), database.name()));
        return rules;
    }

    private static List<PolicyRule> secrets(LocationKeys keys) {
        return keys.secrets().isEmpty() ? List.of() : List.of(DriverRole.named("", "secrets", keys.secrets(), "get"));
    }

    /**
     * Of the pods that try a location out. A Role says nothing about what has no namespace: the second rule is what the
     * policy asks for when somebody writes the status of a location.
     */
    public static List<PolicyRule> ofTrial(StorageLocation location) {
        var status = DriverRole.named(
                ApiGroup.NAME,
                "storagelocations/status",
                List.of(location.getMetadata().getName()),
                "update");
        var secrets = secrets(LocationKeys.of(List.of(location)));
        return secrets.isEmpty() ? List.of(status) : List.of(secrets.getFirst(), status);
    }
}
