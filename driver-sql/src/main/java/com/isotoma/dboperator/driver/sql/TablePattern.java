package com.isotoma.dboperator.driver.sql;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A pattern for names of tables, as a spec has it: {@code *} stands for any characters, {@code ?} for one, and everything else
 * for itself.
 *
 * @param text the pattern as it was given
 */
public record TablePattern(String text) {

    /**
     * What is to be compared with names.
     *
     * @param anyCase whether upper and lower case are the same
     */
    public Predicate<String> predicate(boolean anyCase) {
        var regex = text.codePoints()
                .mapToObj(c -> switch (c) {
                    case '*' -> ".*";
                    case '?' -> ".";
                    default -> Pattern.quote(Character.toString(c));
                })
                .collect(Collectors.joining());
        int flags = Pattern.DOTALL | (anyCase ? Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE : 0);
        return Pattern.compile(regex, flags).asMatchPredicate();
    }

    /** Whether the pattern names a schema as well. */
    public boolean qualified() {
        return text.indexOf('.') >= 0;
    }

    /**
     * What at least one of the patterns matches, in the order of the patterns.
     *
     * @param matches what a pattern means for an item
     * @param unmatched gets the patterns that match nothing
     */
    public static <T> Set<T> matching(
            List<String> patterns,
            Collection<T> items,
            Function<TablePattern, Predicate<T>> matches,
            List<String> unmatched) {
        var matching = new LinkedHashSet<T>();
        for (var pattern : patterns) {
            var found = items.stream()
                    .filter(matches.apply(new TablePattern(pattern)))
                    .toList();
            matching.addAll(found);
            if (found.isEmpty()) {
                unmatched.add(pattern);
            }
        }
        return matching;
    }
}
