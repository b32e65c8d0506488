package com.isotoma.dboperator.demo.service.http;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One thing that can be asked for.
 *
 * @param method GET, POST…
 * @param path the address; a segment in braces is a name for any segment, as in {@code /persons/{id}}
 * @param member who answers it
 * @param handler what answers it
 */
public record Route(String method, String path, Member member, Handler handler) {
    /** Who answers. */
    public enum Member {
        ANY,
        LEADER
    }

    /** A route that every member answers. */
    public static Route any(String method, String path, Handler handler) {
        return new Route(method, path, Member.ANY, handler);
    }

    /** A route that only the leader answers. */
    public static Route leader(String method, String path, Handler handler) {
        return new Route(method, path, Member.LEADER, handler);
    }

    /** The same route, answered by another handler. */
    public Route with(Handler other) {
        return new Route(method, path, member, other);
    }

    /** The segments that the names stand for, or empty when this is another address. */
    Optional<Map<String, String>> match(List<String> segments) {
        var template = path.substring(1).split("/", -1);
        if (template.length != segments.size()) {
            return Optional.empty();
        }
        var named = new HashMap<String, String>();
        for (int i = 0; i < template.length; i++) {
            if (template[i].startsWith("{")) {
                named.put(template[i].substring(1, template[i].length() - 1), segments.get(i));
            } else if (!template[i].equals(segments.get(i))) {
                return Optional.empty();
            }
        }
        return Optional.of(Map.copyOf(named));
    }
}
