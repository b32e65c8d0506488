package com.isotoma.dboperator.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page for auditors names tests: they exist, and its figures are those of its tables. */
class SecurityAuditTest {
    private static final Path ROOT = Path.of("..");
    /** Its tests are for drivers outside as well, and so not among the tests of its module. */
    private static final Path CONTRACT = ROOT.resolve("driver-testkit");

    private static final Path PAGE = ROOT.resolve("docs/security-audit.md");
    private static final Pattern ROW = Pattern.compile("\\| (?!attempt |---)([^|]+) \\| ([^|]+) \\| ([^|]+) \\|");
    private static final Pattern NAMED = Pattern.compile("`([^`]+)`");
    private static final Pattern IN_JAVA = Pattern.compile("([A-Z]\\w+)\\.(\\w+)");

    private static final Pattern RUN = Pattern.compile("@(Test|ParameterizedTest|Property|Example)\\b");

    private record Attempt(String what, String kept, List<String> tests) {}

    @Test
    void eachAttemptIsMadeByATestThatExists() throws IOException {
        var sources = sources();
        assertThat(attempts()).isNotEmpty().allSatisfy(attempt -> {
            assertThat(attempt.tests()).as(attempt.what()).isNotEmpty();
            assertThat(attempt.tests())
                    .allSatisfy(
                            test -> assertThat(exists(test, sources)).as(test).isTrue());
        });
    }

    @Test
    void itsFiguresAreThoseOfItsTables() throws IOException {
        var attempts = attempts();
        long tests = attempts.stream()
                .flatMap(attempt -> attempt.tests().stream())
                .distinct()
                .count();
        assertThat(Files.readString(PAGE))
                .contains("Attempts: " + attempts.size() + ". Held, each by a test: " + attempts.size()
                        + ". Tests named: " + tests + ".");
    }

    private static List<Attempt> attempts() throws IOException {
        try (var lines = Files.lines(PAGE)) {
            return lines.map(ROW::matcher)
                    .filter(row -> row.matches())
                    .map(row -> new Attempt(row.group(1), row.group(2), names(row.group(3))))
                    .toList();
        }
    }

    private static List<String> names(String cell) {
        return NAMED.matcher(cell).results().map(name -> name.group(1)).toList();
    }

    /** All tests of all modules by the names of their classes, of which several may have one. */
    private static Map<String, List<String>> sources() throws IOException {
        var found = new HashMap<String, List<String>>();
        try (var folders = Files.list(ROOT);
                var examples = Files.list(ROOT.resolve("examples"))) {
            for (var folder : Stream.concat(folders, examples)
                    .flatMap(module -> Stream.of(module.resolve("src/test/java"), module.resolve("src/main/java")))
                    .filter(folder -> folder.endsWith("src/test/java") || folder.startsWith(CONTRACT))
                    .filter(Files::isDirectory)
                    .toList()) {
                try (var files = Files.walk(folder)) {
                    files.filter(file -> file.toString().endsWith(".java"))
                            .forEach(file -> found.computeIfAbsent(
                                            file.getFileName().toString().replace(".java", ""),
                                            name -> new ArrayList<>())
                                    .add(read(file)));
                }
            }
        }
        return found;
    }

    /** A method with an annotation that has it run, or what a script says when it has tried it. */
    private static boolean exists(String test, Map<String, List<String>> sources) {
        var method = IN_JAVA.matcher(test);
        if (method.matches()) {
            return sources.getOrDefault(method.group(1), List.of()).stream()
                    .anyMatch(source -> isTest(method.group(2), source));
        }
        var script = test.split(": ", 2);
        return script.length == 2
                && Stream.of(ROOT.resolve(script[0]))
                        .filter(Files::isRegularFile)
                        .anyMatch(file -> read(file).contains(script[1]));
    }

    /** Between the end of what is declared before it and its name there is an annotation that has it run. */
    private static boolean isTest(String method, String source) {
        int at = source.indexOf(" void " + method + "(");
        return at > 0
                && RUN.matcher(source.substring(Math.max(0, source.lastIndexOf("\n    }\n", at)), at))
                        .find();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
