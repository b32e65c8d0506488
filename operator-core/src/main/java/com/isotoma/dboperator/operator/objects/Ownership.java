package com.isotoma.dboperator.operator.objects;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import java.util.Map;
import java.util.Optional;

/** Whose an object is: that of the resource which its controlling owner reference names, by uid. */
public final class Ownership {
    private Ownership() {}

    public static boolean ours(HasMetadata owner, HasMetadata object) {
        return controller(object)
                .filter(reference -> uid(owner).equals(reference.getUid()))
                .isPresent();
    }

    /**
     * Whether it belonged to a resource of the same kind and name that is gone: the garbage collector is about to remove
     * it.
     */
    public static boolean ofPredecessor(HasMetadata owner, HasMetadata object) {
        return controller(object)
                .filter(reference -> owner.getKind().equals(reference.getKind())
                        && owner.getMetadata().getName().equals(reference.getName())
                        && !uid(owner).equals(reference.getUid()))
                .isPresent();
    }

    /** Metadata of an object that goes with its owner and never keeps it from being deleted. */
    public static ObjectMeta metadata(HasMetadata owner, String name, Map<String, String> labels) {
        return new ObjectMetaBuilder()
                .withNamespace(owner.getMetadata().getNamespace())
                .withName(name)
                .withLabels(labels)
                .withOwnerReferences(new OwnerReferenceBuilder()
                        .withApiVersion(owner.getApiVersion())
                        .withKind(owner.getKind())
                        .withName(owner.getMetadata().getName())
                        .withUid(uid(owner))
                        .withController(true)
                        .withBlockOwnerDeletion(false)
                        .build())
                .build();
    }

    private static Optional<OwnerReference> controller(HasMetadata object) {
        return object.getMetadata().getOwnerReferences().stream()
                .filter(reference -> Boolean.TRUE.equals(reference.getController()))
                .findFirst();
    }

    private static String uid(HasMetadata resource) {
        return resource.getMetadata().getUid();
    }
}
