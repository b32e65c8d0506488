package com.isotoma.dboperator.demo.service.replication;

import com.isotoma.dboperator.demo.service.persons.Position;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Who asks this leader for its changes. Bounded; who has not asked for an hour is forgotten. Safe for many threads. */
final class Followers {
    private static final Duration REMEMBERED = Duration.ofHours(1);
    private static final int MOST = 200;

    private record Asked(Position has, Instant when) {}

    private final Map<String, Asked> byName = new LinkedHashMap<>();

    /** A member asked for what comes after what it has, which is on its disk. */
    synchronized void asked(String member, Position has, Instant when) {
        byName.remove(member); // so that those who asked last stand last
        byName.put(member, new Asked(has, when));
        if (byName.size() > MOST) {
            byName.remove(byName.keySet().iterator().next());
        }
        byName.values().removeIf(asked -> asked.when().isBefore(when.minus(REMEMBERED)));
    }

    /** How far each of them is, by name. */
    synchronized List<Status.Known> all(Position leader) {
        return byName.entrySet().stream()
                .map(entry -> new Status.Known(
                        entry.getKey(),
                        entry.getValue().has().epoch().equals(leader.epoch())
                                ? entry.getValue().has().sequence()
                                : 0,
                        entry.getValue().has().lagBehind(leader),
                        entry.getValue().when().toString()))
                .sorted(Comparator.comparing(Status.Known::member))
                .toList();
    }
}
