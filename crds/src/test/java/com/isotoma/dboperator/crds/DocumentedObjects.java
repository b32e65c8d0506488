package com.isotoma.dboperator.crds;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** Finds the objects within specs and statuses by going through schemas and records side by side. */
final class DocumentedObjects {
    private final Map<String, DocumentedObject> found = new TreeMap<>();

    /** All that were found, by their names. */
    Collection<DocumentedObject> all() {
        return found.values();
    }

    /** Finds those below a schema that a record was made into. */
    void addBelow(String path, JSONSchemaProps schema, Class<?> record) {
        for (var property : schema.getProperties().entrySet()) {
            var type = typeOf(record, property.getKey());
            var place = path + "." + property.getKey() + (property.getValue().getItems() == null ? "" : "[]");
            recordIn(type).ifPresent(nested -> add(place, within(property.getValue()), nested));
        }
    }

    /** The name of the object that a field has, or a list of which it has. */
    static Optional<Class<?>> objectOf(Class<?> record, String property) {
        return recordIn(typeOf(record, property));
    }

    /** The schema of what a list has, or the schema itself. */
    static JSONSchemaProps within(JSONSchemaProps schema) {
        return schema.getItems() == null ? schema : schema.getItems().getSchema();
    }

    private void add(String place, JSONSchemaProps schema, Class<?> record) {
        var known = found.get(record.getSimpleName());
        if (known == null) {
            known = new DocumentedObject(record.getSimpleName(), schema, record, new TreeSet<>());
            found.put(known.name(), known);
        } else if (!sameButForText(known.schema(), schema)) {
            throw new IllegalStateException("two objects are named " + record.getSimpleName());
        }
        known.places().add(place);
        addBelow(place, schema, record);
    }

    /** The text of a field may differ, since it says what the object is for in that place. */
    private static boolean sameButForText(JSONSchemaProps one, JSONSchemaProps other) {
        return one.getProperties().equals(other.getProperties())
                && one.getRequired().equals(other.getRequired())
                && Objects.equals(one.getXKubernetesValidations(), other.getXKubernetesValidations());
    }

    private static Type typeOf(Class<?> record, String property) {
        return Arrays.stream(record.getRecordComponents())
                .filter(component -> property.equals(nameOf(component)))
                .map(RecordComponent::getGenericType)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(record + " has no component " + property));
    }

    private static String nameOf(RecordComponent component) {
        var given = component.getAccessor().getAnnotation(JsonProperty.class);
        return given == null || given.value().isEmpty() ? component.getName() : given.value();
    }

    private static Optional<Class<?>> recordIn(Type type) {
        return switch (type) {
            case Class<?> plain when plain.isRecord() -> Optional.of(plain);
            case ParameterizedType list
            when list.getActualTypeArguments().length == 1 -> recordIn(list.getActualTypeArguments()[0]);
            default -> Optional.empty();
        };
    }
}
