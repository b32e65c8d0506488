package com.isotoma.dboperator.crds.read;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;

/**
 * Makes what a client reads JSON with. Its limits are wider than those of an API server, so that no object which the server
 * has can end a listing or a watch; a resource that cannot be turned into its Java type is {@link Unreadable} instead.
 */
public final class Readers {
    /** Go's decoder ends at this depth, and the frames around an object of a list add a few levels. */
    private static final int DEPTH = 11_000;

    /** Requests are limited to 3 MiB, answers are pages of objects of that size at most. */
    private static final int TEXT = 64 * 1024 * 1024;

    private Readers() {}

    /**
     * @param searchClassloaders whether all kinds that Kubernetes knows are found by name; costs time at the first use
     */
    public static KubernetesSerialization serialization(boolean searchClassloaders) {
        return new KubernetesSerialization(mapper(), searchClassloaders);
    }

    private static ObjectMapper mapper() {
        var constraints = StreamReadConstraints.builder()
                .maxNestingDepth(DEPTH)
                .maxNameLength(TEXT)
                .maxStringLength(TEXT)
                .maxNumberLength(TEXT)
                .build();
        var mapper = new ObjectMapper(
                JsonFactory.builder().streamReadConstraints(constraints).build());
        return mapper.registerModule(new ItemModule());
    }
}
