package com.isotoma.dboperator.crds.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.isotoma.dboperator.crds.v1alpha1.ApiGroup;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The work that a shared run is given while it is at work, in an annotation of its Job: the operator appends to it, the run reads
 * it. Nothing is ever taken off, so that a pod that takes the place of another one finds everything.
 */
public final class Assignments {
    /** Annotation on the Job of a shared run: a JSON list of {@link Assignment}s. */
    public static final String ANNOTATION = ApiGroup.NAME + "/assignments";

    /** Label on the Job of a shared run: what stands for the server that it serves. */
    public static final String SERVER_LABEL = ApiGroup.NAME + "/shared-server";

    /** How many a Job is given at most. */
    public static final int MOST = 250;

    /** How long the text may be: Kubernetes lets the annotations of an object have 256 KiB, all together. */
    private static final int MOST_TEXT = 200 * 1024;

    private static final ObjectMapper JSON = new ObjectMapper();

    private Assignments() {}

    /** As many of {@code more} as a Job can be given that has {@code given} already, in their order. */
    public static List<Assignment> fitting(List<Assignment> given, Collection<Assignment> more) {
        var room = MOST_TEXT - text(given).length();
        var fitting = new ArrayList<Assignment>();
        for (var assignment : more) {
            room -= text(List.of(assignment)).length();
            if (room < 0 || given.size() + fitting.size() >= MOST) {
                break;
            }
            fitting.add(assignment);
        }
        return fitting;
    }

    public static String text(List<Assignment> assignments) {
        try {
            return JSON.writeValueAsString(assignments);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a list of strings can be written as JSON", e);
        }
    }

    /** What the annotations of a Job say; empty where they say nothing that can be read. */
    public static List<Assignment> of(@Nullable Map<String, String> annotations) {
        var text = annotations == null ? null : annotations.get(ANNOTATION);
        if (text == null) {
            return List.of();
        }
        try {
            List<Assignment> all = JSON.readValue(text, new TypeReference<>() {});
            return Stream.ofNullable(all)
                    .flatMap(List::stream)
                    .filter(a -> Objects.nonNull(a) && a.database() != null && a.operation() != null && a.job() != null)
                    .toList();
        } catch (JsonProcessingException notOurs) {
            // Whoever may change Jobs can write anything here: then the run has only its own work.
            return List.of();
        }
    }
}
