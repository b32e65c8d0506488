package com.isotoma.dboperator.operator.objects;

import com.isotoma.dboperator.reasons.ObjectReasons;
import io.fabric8.kubernetes.api.model.HasMetadata;

/** What became of the wish that an object be there. */
public sealed interface Applied {
    /** It is there, as it should be. */
    record Done(HasMetadata object) implements Applied {}

    /** It is not; the reason is one word for programs, the message says what is in the way and what to do. */
    record Failed(String reason, String message) implements Applied {}

    /** An object that is not ours has the name. */
    static Failed taken(HasMetadata found, HasMetadata owner) {
        return new Failed(
                ObjectReasons.NAME_TAKEN,
                text(found) + " exists and does not belong to this " + owner.getKind()
                        + ": it is left alone; delete it, or give the " + owner.getKind() + " another name");
    }

    /** The object of a resource that had the same name. */
    static Failed leaving(HasMetadata found, HasMetadata owner) {
        return new Failed(
                ObjectReasons.BEING_REMOVED,
                text(found) + " of an earlier " + owner.getKind()
                        + " of this name is being removed: wait, or delete it");
    }

    static Failed refused(HasMetadata wanted, String answer) {
        return new Failed(ObjectReasons.REFUSED, "the API server refuses " + text(wanted) + ": " + answer);
    }

    private static String text(HasMetadata object) {
        return object.getKind() + " " + object.getMetadata().getName();
    }
}
