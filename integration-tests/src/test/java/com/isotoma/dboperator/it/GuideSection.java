package com.isotoma.dboperator.it;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * A part of a document whose commands are run as they stand there. Run is what a fragment marked {@code sh run} has; a
 * fragment {@code text output} after it has lines that the output has in this order, among others. Blanks in a row count as
 * one, and {@code …} stands for anything.
 */
record GuideSection(String heading, List<Step> steps) {
    private static final Pattern HEADING = Pattern.compile("(?m)^## (.+)$");
    private static final Pattern FRAGMENT = Pattern.compile("(?ms)^```(sh run|text output)\n(.*?)^```$");
    private static final String MARK = "== step ";

    /** @param output lines that are expected */
    record Step(String commands, List<String> output) {}

    /** Those of a document that have something to run. */
    static List<GuideSection> of(String document) {
        var sections = new ArrayList<GuideSection>();
        var parts = HEADING.split(document, -1);
        var headings = HEADING.matcher(document).results().toList();
        for (int i = 0; i < headings.size(); i++) {
            var steps = steps(parts[i + 1]);
            if (!steps.isEmpty()) {
                sections.add(new GuideSection(headings.get(i).group(1), steps));
            }
        }
        return sections;
    }

    private static List<Step> steps(String part) {
        var steps = new ArrayList<Step>();
        for (var fragment : FRAGMENT.matcher(part).results().toList()) {
            var text = fragment.group(2);
            if (fragment.group(1).equals("sh run")) {
                steps.add(new Step(text, List.of()));
            } else {
                steps.add(new Step(steps.removeLast().commands(), text.lines().toList()));
            }
        }
        return steps;
    }

    /** A script for bash that does all of it and ends at the first command that fails. */
    String script() {
        var script = new StringBuilder("set -euo pipefail\n");
        for (int i = 0; i < steps.size(); i++) {
            script.append("echo '" + MARK)
                    .append(i)
                    .append("'\n")
                    .append(steps.get(i).commands());
        }
        return script.toString();
    }

    /** What the output of the script lacks: the first missing line of each step. */
    List<String> missing(String output) {
        var missing = new ArrayList<String>();
        for (int i = 0; i < steps.size(); i++) {
            var lines = between(output, MARK + i + "\n", MARK + (i + 1) + "\n")
                    .lines()
                    .map(GuideSection::oneSpaced)
                    .iterator();
            for (var expected : steps.get(i).output()) {
                var pattern = pattern(expected);
                boolean found = false;
                while (!found && lines.hasNext()) {
                    found = pattern.matcher(Objects.requireNonNull(lines.next()))
                            .find();
                }
                if (!found) {
                    missing.add(expected);
                    break;
                }
            }
        }
        return missing;
    }

    private static Pattern pattern(String expected) {
        var pattern = new StringBuilder();
        for (var piece : oneSpaced(expected).split("…", -1)) {
            pattern.append(pattern.isEmpty() ? "" : ".*").append(Pattern.quote(piece));
        }
        return Pattern.compile(pattern.toString());
    }

    private static String between(String text, String begin, String end) {
        int from = text.indexOf(begin);
        int to = text.indexOf(end);
        return from < 0 ? "" : text.substring(from, to < 0 ? text.length() : to);
    }

    private static String oneSpaced(String line) {
        return line.strip().replaceAll("\\s+", " ");
    }
}
