package com.isotoma.dboperator.docs;

import static java.util.stream.Collectors.joining;

import java.util.Locale;

/** {@code docs/reasons.md}, made of the words in the code. */
final class ReasonsPage {
    private static final String INTRODUCTION = """
            # Conditions, reasons and remedies

            <!-- Generated from the code. Write anew with:
                 mvn -pl integration-tests -am test -Dtest=ReasonsTest -Dsurefire.failIfNoSpecifiedTests=false -Ddocs.write=true -->

            A resource says in its conditions how it is, with a `reason`, which is one stable word, and a `message` for people.
            `kubectl get` shows the most important one, `kubectl describe` all of them, and Events beside them.

            """;

    private ReasonsPage() {}

    static String page() {
        return INTRODUCTION
                + ReasonLists.SECTIONS.stream()
                        .map(section -> "- [" + section.heading() + "](#" + anchor(section.heading()) + ")\n")
                        .collect(joining())
                + conditions()
                + ReasonLists.SECTIONS.stream().map(ReasonsPage::section).collect(joining());
    }

    private static String conditions() {
        var text = new StringBuilder("\n## Conditions\n\n| kind | condition | True means |\n| --- | --- | --- |\n");
        for (var kind : ReasonLists.CONDITIONS) {
            for (var field : ReasonLists.words(kind.getValue())) {
                text.append(row(
                        kind.getKey(),
                        code(ReasonLists.word(field)),
                        ReasonLists.explained(field).meaning()));
            }
        }
        return text.toString();
    }

    private static String section(ReasonLists.Section section) {
        var text = new StringBuilder("\n## " + section.heading() + "\n\n" + section.introduction() + "\n\n")
                .append("| reason | what it means | what to do |\n| --- | --- | --- |\n");
        for (var field : ReasonLists.words(section.words())) {
            var explained = ReasonLists.explained(field);
            text.append(row(code(ReasonLists.word(field)), explained.meaning(), explained.remedy()));
        }
        return text.toString();
    }

    private static String row(String... cells) {
        return "| " + String.join(" | ", cells) + " |\n";
    }

    private static String code(String word) {
        return "`" + word + "`";
    }

    /** As GitHub makes them of headings. */
    private static String anchor(String heading) {
        return heading.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9 -]", "").replace(' ', '-');
    }
}
