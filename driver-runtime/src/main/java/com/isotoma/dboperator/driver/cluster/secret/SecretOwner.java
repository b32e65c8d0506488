package com.isotoma.dboperator.driver.cluster.secret;

import com.isotoma.dboperator.crds.v1alpha1.ApiGroup;
import com.isotoma.dboperator.driver.cluster.DatabaseHandle;
import com.isotoma.dboperator.driver.cluster.UserHandle;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Reasons;
import io.fabric8.kubernetes.api.model.Secret;

/**
 * The resource that a Secret is made for, which the Secret is marked with.
 *
 * @param kind of the resource, for messages
 * @param namespace of the resource and the Secret
 * @param database name of the Database that the Secret leads to
 * @param mark what stands on the Secret: {@code NAMESPACE/DATABASE}, or {@code NAMESPACE/DATABASE/USER}
 * @param secretName name of the Secret, as the spec has it now
 * @param remedy what else helps where the name is taken
 */
record SecretOwner(String kind, String namespace, String database, String mark, String secretName, String remedy) {
    static final String MANAGED_BY_LABEL = "app.kubernetes.io/managed-by";

    static SecretOwner of(DatabaseHandle database) {
        return new SecretOwner(
                "Database",
                database.namespace(),
                database.name(),
                database.namespace() + "/" + database.name(),
                database.secretName(),
                "let spec.secret.name give another name");
    }

    static SecretOwner of(UserHandle user) {
        var database = user.spec().database();
        return new SecretOwner(
                "DatabaseUser",
                user.namespace(),
                database,
                user.namespace() + "/" + database + "/" + user.name(),
                user.secretName(),
                "create a DatabaseUser with another name or spec.secret.name");
    }

    boolean owns(Secret secret) {
        var metadata = secret.getMetadata();
        return metadata.getLabels() != null
                && metadata.getAnnotations() != null
                && ApiGroup.MANAGED_BY.equals(metadata.getLabels().get(MANAGED_BY_LABEL))
                && mark.equals(metadata.getAnnotations().get(ApiGroup.OWNER_ANNOTATION));
    }

    DriverException conflict() {
        return DriverException.user(
                Reasons.SECRET_CONFLICT,
                "A Secret " + secretName + " exists in namespace " + namespace + " and was not made for this " + kind
                        + ": rename or delete it, or " + remedy);
    }

    DriverException changing() {
        return DriverException.unavailable(
                Reasons.SECRET_CONFLICT,
                "The Secret " + secretName + " was changed by another hand while it was being written",
                null);
    }
}
