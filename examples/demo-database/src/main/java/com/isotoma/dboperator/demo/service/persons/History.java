package com.isotoma.dboperator.demo.service.persons;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The last changes, for members that were away for a moment. Bounded in number and size. Not safe for many threads. */
final class History {
    private static final int MOST_CHANGES = 1000;
    private static final long MOST_CHARACTERS = 4L * 1024 * 1024;

    private final Deque<Change> changes = new ArrayDeque<>();
    private long start;
    private long characters;

    /** Forgets everything: from now on the changes after this one are kept. */
    void restart(long sequence) {
        changes.clear();
        characters = 0;
        start = sequence;
    }

    void add(Change change) {
        changes.addLast(change);
        characters += size(change);
        while (changes.size() > MOST_CHANGES || characters > MOST_CHARACTERS) {
            var oldest = changes.removeFirst();
            characters -= size(oldest);
            start = oldest.sequence();
        }
    }

    /** All changes after this one; empty when some are not known any more, or when there never was such a change. */
    Optional<List<Change>> after(long sequence) {
        if (sequence < start || sequence > start + changes.size()) {
            return Optional.empty();
        }
        return Optional.of(changes.stream().filter(c -> c.sequence() > sequence).toList());
    }

    private static long size(Change change) {
        var person = change.person();
        return length(change.removed())
                + (person == null ? 0 : length(person.id()) + length(person.firstName()) + length(person.lastName()));
    }

    private static long length(@Nullable String text) {
        return text == null ? 0 : text.length();
    }
}
