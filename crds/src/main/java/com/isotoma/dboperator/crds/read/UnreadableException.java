package com.isotoma.dboperator.crds.read;

import io.fabric8.kubernetes.api.model.HasMetadata;

/** A resource exists and cannot be read, so nothing can be concluded from it. The message is for people. */
public final class UnreadableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnreadableException(HasMetadata object, Unreadable mark) {
        super(text(object, mark));
    }

    /** What is wrong with the object, and what its owner can do. */
    public static String text(HasMetadata object, Unreadable mark) {
        return object.getKind() + " " + object.getMetadata().getName() + " cannot be read: " + mark.why()
                + ". Nothing is done with it until it is corrected: change that field with kubectl edit, or remove the"
                + " resource";
    }
}
