package com.isotoma.dboperator.demo.service.http;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/** JSON as this service reads and writes it: strict, numbers kept as they were given. Safe for use by many threads. */
public final class Json {
    public static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS, DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private Json() {}

    /** The one JSON object that {@code bytes} hold. */
    public static ObjectNode object(byte[] bytes) throws Refusal {
        if (read(bytes, JsonNode.class) instanceof ObjectNode object) {
            return object;
        }
        throw noObject();
    }

    /** {@code bytes} as a {@code type}; anything else is refused with 400. */
    public static <T> T read(byte[] bytes, Class<T> type) throws Refusal {
        try {
            var value = MAPPER.readValue(bytes, type);
            if (value == null) {
                throw noObject();
            }
            return value;
        } catch (JacksonException e) {
            throw new Refusal(400, "The body is not the JSON that is expected here: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new IllegalStateException("an array of bytes cannot fail to be read", e);
        }
    }

    /** One line of JSON, in UTF-8, without a line break. */
    public static byte[] bytes(Object value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("cannot be written as JSON: " + value.getClass(), e);
        }
    }

    private static Refusal noObject() {
        return new Refusal(400, "The body must be one JSON object.");
    }
}
