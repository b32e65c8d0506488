package com.isotoma.dboperator.crds.read;

import com.isotoma.dboperator.crds.v1alpha1.DatabaseSpec;
import io.fabric8.generator.annotation.Required;
import io.fabric8.kubernetes.client.CustomResource;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds what the schema of a resource requires and a stored one lacks, as one may that was stored under an earlier schema.
 * The rest of the program relies on what is required.
 */
final class Completeness {
    private Completeness() {}

    /** Path of the first such field; looks into the spec and the status as far as they are records of this project. */
    static Optional<String> missing(@Nullable Object object) {
        if (!(object instanceof CustomResource<?, ?> resource)) {
            return Optional.empty();
        }
        if (resource.getSpec() == null) {
            return Optional.of("spec");
        }
        return look(resource.getSpec(), "spec").or(() -> look(resource.getStatus(), "status"));
    }

    private static Optional<String> look(@Nullable Object value, String path) {
        return switch (value) {
            case null -> Optional.empty();
            case DatabaseSpec spec ->
                spec.lacking().map(field -> path + "." + field).or(() -> lookInto(spec, path));
            case Record fields -> lookInto(fields, path);
            case List<?> list -> lookInto(list, path);
            case Map<?, ?> map -> lookInto(map, path);
            default -> Optional.empty();
        };
    }

    private static Optional<String> lookInto(Record fields, String path) {
        for (var component : fields.getClass().getRecordComponents()) {
            var value = read(fields, component);
            var at = path + "." + component.getName();
            if (value == null && component.getAccessor().isAnnotationPresent(Required.class)) {
                return Optional.of(at);
            }
            var found = look(value, at);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /** A list may hold null where JSON does, which no list of these resources has a use for. */
    private static Optional<String> lookInto(List<?> list, String path) {
        for (var i = 0; i < list.size(); i++) {
            var at = path + "[" + i + "]";
            var found = list.get(i) == null ? Optional.of(at) : look(list.get(i), at);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> lookInto(Map<?, ?> map, String path) {
        return map.values().stream()
                .flatMap(value -> look(value, path + " of a key").stream())
                .findFirst();
    }

    private static @Nullable Object read(Record fields, RecordComponent component) {
        try {
            return component.getAccessor().invoke(fields);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("a record of this project cannot be read: " + component, e);
        }
    }
}
