package com.isotoma.dboperator.crds.read;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.Optional;

/**
 * The mark of an object that the API server has and this program cannot read. Such an object has its metadata and neither spec
 * nor status. The mark is a value of this type, which no JSON can bring: no label or annotation makes an object unreadable.
 *
 * @param why the field and what is wrong with it, as a part of a sentence; no value of the object is in it
 */
public record Unreadable(String why) {
    private static final String KEY = "db.isotoma.com/unreadable";
    private static final int LIMIT = 400;

    public Unreadable {
        why = why.length() <= LIMIT ? why : why.substring(0, LIMIT) + "…";
    }

    /** The mark of an object; empty for one that was read. */
    public static Optional<Unreadable> of(HasMetadata object) {
        ObjectMeta meta = object.getMetadata();
        return meta != null && meta.getAdditionalProperties().get(KEY) instanceof Unreadable mark
                ? Optional.of(mark)
                : Optional.empty();
    }

    /** Whether the object was read in full. */
    public static boolean readable(HasMetadata object) {
        return of(object).isEmpty();
    }

    /**
     * The object itself if it was read.
     *
     * @throws UnreadableException if it was not
     */
    public static <T extends HasMetadata> T require(T object) {
        of(object).ifPresent(mark -> {
            throw new UnreadableException(object, mark);
        });
        return object;
    }

    void mark(HasMetadata object) {
        object.getMetadata().setAdditionalProperty(KEY, this);
    }
}
