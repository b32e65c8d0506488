package com.isotoma.dboperator.crds.read;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.deser.std.DelegatingDeserializer;
import com.fasterxml.jackson.databind.util.ClassUtil;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads one resource on its own, so that it ends where it began whatever is in it. One that does not fit its Java type, is
 * nested too deep or lacks what its schema requires is {@link Unreadable}; only one without readable metadata is an error.
 */
final class ItemDeserializer extends DelegatingDeserializer {
    private static final long serialVersionUID = 1L;

    /** As deep as anything is read; whatever walks an object afterwards may do so by recursion. */
    static final int DEPTH = 64;

    private static final int PATH_ELEMENT = 60;

    private final Class<? extends HasMetadata> type;

    ItemDeserializer(Class<? extends HasMetadata> type, JsonDeserializer<?> delegate) {
        super(delegate);
        this.type = type;
    }

    @Override
    protected JsonDeserializer<?> newDelegatingInstance(JsonDeserializer<?> delegate) {
        return new ItemDeserializer(type, delegate);
    }

    @Override
    public @Nullable Object deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        if (!parser.hasToken(JsonToken.START_OBJECT)) {
            return super.deserialize(parser, context);
        }
        try (var item = context.bufferAsCopyOfValue(parser)) {
            if (tooDeep(item)) {
                return unreadable(item, parser, context, "it is nested deeper than " + DEPTH + " levels", null);
            }
            try (var copy = item.asParserOnFirstToken()) {
                var object = (HasMetadata) super.deserialize(copy, context);
                var missing = stored(object) ? Completeness.missing(object) : Optional.<String>empty();
                return missing.isEmpty()
                        ? object
                        : unreadable(item, parser, context, missing.get() + " is required and missing", null);
            } catch (JsonMappingException e) {
                return unreadable(
                        item, parser, context, path(e) + " has a value of another type than its schema says", e);
            }
        }
    }

    /** What the API server has stored says who manages its fields; the client also reads what it is about to send, which may be a part. */
    private static boolean stored(HasMetadata object) {
        return object.getMetadata() != null
                && !object.getMetadata().getManagedFields().isEmpty();
    }

    private static boolean tooDeep(TokenBuffer item) throws IOException {
        var depth = 0;
        try (var tokens = item.asParser()) {
            for (var token = tokens.nextToken(); token != null; token = tokens.nextToken()) {
                if (token.isStructStart()) {
                    depth++;
                } else if (token.isStructEnd()) {
                    depth--;
                }
                if (depth > DEPTH) {
                    return true;
                }
            }
        }
        return false;
    }

    private HasMetadata unreadable(
            TokenBuffer item,
            JsonParser parser,
            DeserializationContext context,
            String why,
            @Nullable JsonMappingException cause)
            throws IOException {
        var metadata = metadata(item, context);
        if (metadata.isEmpty()) {
            throw cause != null
                    ? cause
                    : JsonMappingException.from(parser, type.getSimpleName() + " without metadata: " + why);
        }
        var object = ClassUtil.createInstance(type, true);
        object.setMetadata(metadata.get());
        // As deep as the object itself, and of no use.
        object.getMetadata().setManagedFields(List.of());
        new Unreadable(why).mark(object);
        return object;
    }

    private static Optional<ObjectMeta> metadata(TokenBuffer item, DeserializationContext context) throws IOException {
        try (var fields = item.asParserOnFirstToken()) {
            while (fields.nextToken() == JsonToken.FIELD_NAME) {
                var metadata = "metadata".equals(fields.currentName());
                fields.nextToken();
                if (metadata) {
                    return Optional.ofNullable(context.readValue(fields, ObjectMeta.class));
                }
                fields.skipChildren();
            }
        }
        return Optional.empty();
    }

    /** Names of fields only: what stands in them may be a secret. */
    private static String path(JsonMappingException e) {
        var path = e.getPath().stream()
                .map(at -> at.getFieldName() == null ? "[" + at.getIndex() + "]" : cut(at.getFieldName()))
                .collect(Collectors.joining("."))
                .replace(".[", "[");
        return path.isEmpty() ? "it" : path;
    }

    private static String cut(String name) {
        return name.length() <= PATH_ELEMENT ? name : name.substring(0, PATH_ELEMENT) + "…";
    }
}
