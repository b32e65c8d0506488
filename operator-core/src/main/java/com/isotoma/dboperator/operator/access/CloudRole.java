package com.isotoma.dboperator.operator.access;

import com.isotoma.dboperator.crds.v1alpha1.StorageLocation;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The role that a cloud gives the pods of an account, as annotations of it say. It is written on the common account by whoever
 * keeps the cluster; the accounts that the operator makes beside that one take it over where a StorageLocation has no
 * access key.
 */
public final class CloudRole {
    /** Roles of the cloud whose stores are spoken to. */
    private static final String PREFIX = "eks.amazonaws.com/";

    private CloudRole() {}

    /** What the account that tries the location out takes over; nothing where that has an access key. */
    public static Map<String, String> of(StorageLocation location, KubernetesClient client, String operatorNamespace) {
        return of(LocationKeys.of(List.of(location)), client, operatorNamespace);
    }

    /** The same for a run; a request only where a location needs it. */
    static Map<String, String> of(LocationKeys keys, KubernetesClient client, String operatorNamespace) {
        var common = keys.cloudRole()
                ? client.serviceAccounts()
                        .inNamespace(operatorNamespace)
                        .withName(DriverAccess.COMMON_ACCOUNT)
                        .get()
                : null;
        return common == null || common.getMetadata().getAnnotations() == null
                ? Map.of()
                : common.getMetadata().getAnnotations().entrySet().stream()
                        .filter(annotation -> annotation.getKey().startsWith(PREFIX))
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
