package com.isotoma.dboperator.demo.service.http;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Takes addresses apart. Segments are split before they are decoded, so that a name may hold a slash; a segment is never
 * read as a step to another directory.
 */
public final class Address {
    private Address() {}

    /** The segments of a path as it was sent, decoded. */
    public static List<String> segments(String rawPath) throws Refusal {
        var segments = new ArrayList<String>();
        for (var raw : rawPath.substring(1).split("/", -1)) {
            segments.add(decode(raw));
        }
        return List.copyOf(segments);
    }

    /** The parameters of a query as it was sent, decoded; of a repeated one the last. */
    public static Map<String, String> query(String rawQuery) throws Refusal {
        var parameters = new HashMap<String, String>();
        for (var raw : Arrays.asList(rawQuery.split("&", -1))) {
            int equals = raw.indexOf('=');
            if (equals >= 0) {
                parameters.put(decode(raw.substring(0, equals)), decode(raw.substring(equals + 1)));
            } else if (!raw.isEmpty()) {
                parameters.put(decode(raw), "");
            }
        }
        return Map.copyOf(parameters);
    }

    /** Percent-decodes UTF-8 (RFC 3986); a plus sign is a plus sign. */
    static String decode(String raw) throws Refusal {
        var bytes = new ByteArrayOutputStream(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c != '%') {
                bytes.writeBytes(String.valueOf(c).getBytes(StandardCharsets.UTF_8));
                continue;
            }
            boolean complete = i + 2 <= raw.length() - 1;
            int high = complete ? Character.digit(raw.charAt(i + 1), 16) : -1;
            int low = complete ? Character.digit(raw.charAt(i + 2), 16) : -1;
            if (high < 0 || low < 0) {
                throw new Refusal(400, "The address holds a % that is not followed by two hexadecimal digits.");
            }
            bytes.write(high * 16 + low);
            i += 2;
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new Refusal(400, "The address is not UTF-8.");
        }
    }
}
