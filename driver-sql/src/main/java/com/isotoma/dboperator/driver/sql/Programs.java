package com.isotoma.dboperator.driver.sql;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where the programs of a kind of server are.
 *
 * @param folder null for the PATH
 */
public record Programs(@Nullable Path folder) {
    public static Programs onPath() {
        return new Programs(null);
    }

    /** What a command begins with. */
    public String command(String program) {
        return folder == null ? program : folder.resolve(program).toString();
    }

    /** Whether it is there and can be run. */
    public boolean has(String program) {
        return folders().anyMatch(place -> Files.isExecutable(place.resolve(program)));
    }

    private Stream<Path> folders() {
        return folder != null
                ? Stream.of(folder)
                : Arrays.stream(Objects.requireNonNullElse(System.getenv("PATH"), "")
                                .split(File.pathSeparator))
                        .map(Path::of);
    }
}
