package com.isotoma.dboperator.driver.stage;

import com.isotoma.dboperator.driver.spi.Exclusions;
import com.isotoma.dboperator.driver.spi.Omitted;
import java.util.ArrayList;
import java.util.List;

/** What is left of lines without those that begin with a pattern. */
record LeftLines(List<String> kept, Omitted omitted) {
    static LeftLines of(List<String> lines, Exclusions exclusions) {
        var patterns = new ArrayList<>(exclusions.tables());
        patterns.addAll(exclusions.data());
        var kept = lines.stream()
                .filter(line -> patterns.stream().noneMatch(line::startsWith))
                .toList();
        var unmatched = patterns.stream()
                .filter(pattern -> lines.stream().noneMatch(line -> line.startsWith(pattern)))
                .toList();
        return new LeftLines(
                kept,
                new Omitted(without(exclusions.tables(), unmatched), without(exclusions.data(), unmatched), unmatched));
    }

    private static List<String> without(List<String> patterns, List<String> unmatched) {
        return patterns.stream().filter(p -> !unmatched.contains(p)).toList();
    }
}
