package com.isotoma.dboperator.it;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A text of the project's documentation.
 *
 * @param text all of it
 */
record Document(String text) {
    /** @param path from the root of the project */
    static Document of(String path) throws IOException {
        return new Document(Files.readString(Workspace.root().resolve(path)));
    }

    /** What stands between {@code ```language} and {@code ```}, in the order of the text. */
    List<String> fragments(String language) {
        return Pattern.compile("(?ms)^```" + language + "\n(.*?)^```$")
                .matcher(text)
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    /** The only fragment that has these words. */
    String fragment(String language, String words) {
        var found = fragments(language).stream().filter(f -> f.contains(words)).toList();
        if (found.size() != 1) {
            throw new IllegalStateException(found.size() + " fragments have: " + words);
        }
        return found.getFirst();
    }

    /** Its parts that have something to run. */
    List<GuideSection> sections() {
        return GuideSection.of(text);
    }
}
