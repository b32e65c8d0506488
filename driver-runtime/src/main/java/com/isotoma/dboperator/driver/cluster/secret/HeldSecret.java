package com.isotoma.dboperator.driver.cluster.secret;

import com.isotoma.dboperator.crds.v1alpha1.ApiGroup;
import io.fabric8.kubernetes.api.model.Secret;

/** The message about a Secret that was deleted and that Databases still hold. */
final class HeldSecret {
    private HeldSecret() {}

    /**
     * @param own finalizer of the Database that says it
     * @param database its name
     */
    static String message(Secret secret, String own, String database) {
        var metadata = secret.getMetadata();
        long others = metadata.getFinalizers().stream()
                .filter(f -> f.startsWith(ApiGroup.SECRET_FINALIZER_PREFIX) && !f.equals(own))
                .count();
        return "The Secret " + metadata.getName() + " is being deleted since " + metadata.getDeletionTimestamp()
                + ". Database " + database
                + (others == 0 ? " holds it" : " and " + others + (others == 1 ? " other hold it" : " others hold it"))
                + " and goes on with it as long as it is there; its values can still be edited in place. To let it go, create"
                + " a Secret of another name with its values and name that in the spec; then the old name can be used again."
                + " To let it go at once, remove its finalizers (kubectl patch secret " + metadata.getName()
                + " --type=merge --patch='{\"metadata\":{\"finalizers\":null}}') and create it again";
    }
}
