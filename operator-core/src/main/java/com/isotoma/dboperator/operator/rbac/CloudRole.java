package com.isotoma.dboperator.operator.rbac;

import com.isotoma.dboperator.crds.v1alpha1.StorageLocation;
import java.util.List;
import java.util.Map;

/**
 * The role that a cloud gives the pods of an account, as annotations of it say. Whoever keeps the operator sets it; accounts of
 * runs in the operator's namespace have it where a StorageLocation has no access key.
 *
 * @param annotations by which the cloud knows the role; empty for no role
 */
public record CloudRole(Map<String, String> annotations) {
    public CloudRole {
        annotations = Map.copyOf(annotations);
    }

    /** What the account that tries the location out has; nothing where that has an access key. */
    public Map<String, String> of(StorageLocation location) {
        return of(LocationKeys.of(List.of(location)));
    }

    /** The same for a run. */
    Map<String, String> of(LocationKeys keys) {
        return keys.cloudRole() ? annotations : Map.of();
    }
}
