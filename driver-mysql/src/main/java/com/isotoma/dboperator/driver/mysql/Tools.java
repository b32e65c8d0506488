package com.isotoma.dboperator.driver.mysql;

import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Reasons;
import com.isotoma.dboperator.driver.sql.ToolProcess;
import java.io.File;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where the client programs are.
 *
 * @param folder path with a separator at its end, or empty for the {@code PATH}
 */
record Tools(String folder) {
    /** Keeps the account's login file, which is read even where an option file is named, from having a say. */
    private static final Map<String, String> ENVIRONMENT = Map.of("MYSQL_TEST_LOGIN_FILE", "/nonexistent/login.cnf");

    static Tools onPath() {
        return new Tools("");
    }

    static Tools in(Path folder) {
        return new Tools(folder + "/");
    }

    /**
     * @param optionFile the only option file that the program reads
     * @param secrets what must not be shown in its messages
     * @param errors what makes an error of its last words
     */
    ToolProcess process(String program, Path optionFile, List<String> arguments, Set<String> secrets, ToolErrors errors)
            throws DriverException {
        var command = new ArrayList<String>();
        command.add(folder + program);
        // By the programs' own rules this one must be the first.
        command.add("--defaults-file=" + optionFile);
        for (var argument : arguments) {
            command.add(representable(argument));
        }
        return new ToolProcess(command, ENVIRONMENT, secrets, errors);
    }

    /** Says which of the programs for a server are not there; empty when none is missing. */
    Optional<String> missing(Flavour flavour) {
        return missing(flavour, flavour.dumpProgram(), flavour.clientProgram());
    }

    /** Throws when one of these is missing: no further attempt would find it. */
    void require(Flavour flavour, String... programs) throws DriverException {
        var missing = missing(flavour, programs);
        if (missing.isPresent()) {
            throw DriverException.user(Reasons.TOOL_UNUSABLE, missing.get());
        }
    }

    private Optional<String> missing(Flavour flavour, String... programs) {
        var missing =
                Arrays.stream(programs).filter(program -> !present(program)).collect(Collectors.joining(" and "));
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of("The driver's image does not have " + missing + ", which backups and restores of "
                        + flavour.product() + " need: name an image in the Driver that has it on its PATH");
    }

    private boolean present(String program) {
        return folders().anyMatch(place -> Files.isExecutable(place.resolve(program)));
    }

    private Stream<Path> folders() {
        return folder.isEmpty()
                ? Arrays.stream(Objects.requireNonNullElse(System.getenv("PATH"), "")
                                .split(File.pathSeparator))
                        .map(Path::of)
                : Stream.of(Path.of(folder));
    }

    /** Java writes arguments in the character set of the locale, and a '?' for what is not in it. */
    private static String representable(String argument) throws DriverException {
        if (!argumentCharset().newEncoder().canEncode(argument)) {
            throw DriverException.internal(
                    Reasons.TOOL_UNUSABLE,
                    "The name '" + argument
                            + "' cannot be given to a program in this locale: set LC_ALL=C.UTF-8 in the driver's image",
                    null);
        }
        return argument;
    }

    private static Charset argumentCharset() {
        try {
            return Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            return StandardCharsets.US_ASCII;
        }
    }
}
