package com.isotoma.dboperator.operator.rbac;

import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The tables of docs/security.md, and rules as rows of them. */
final class SecurityTables {
    private static final int COLUMNS = 4;

    private SecurityTables() {}

    /** The first columns of the rows below a line. */
    static List<String> rows(String header) throws IOException {
        return Files.readAllLines(Path.of("../docs/security.md")).stream()
                .dropWhile(line -> !line.equals(header))
                .skip(2)
                .takeWhile(line -> line.startsWith("|"))
                .map(line -> Arrays.stream(line.split("\\|"))
                        .skip(1)
                        .limit(COLUMNS)
                        .map(String::strip)
                        .collect(Collectors.joining(" | ")))
                .toList();
    }

    static String row(PolicyRule rule) {
        var group = rule.getApiGroups().get(0);
        var names = String.join(", ", rule.getResourceNames());
        return String.join(
                " | ",
                group.isEmpty() ? "core" : group,
                rule.getResources().get(0),
                names.isEmpty() ? "–" : names,
                String.join(", ", rule.getVerbs()));
    }
}
