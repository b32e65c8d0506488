package com.isotoma.dboperator.driver.command;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** The commands that need no cluster: each is asked for by an option of its own, and explains itself with --help. */
public final class Commands {
    private Commands() {}

    /** Whether these arguments have that option. */
    public static boolean hasOption(String name, String... args) {
        for (var arg : args) {
            if (arg.equals(name) || arg.startsWith(name + "=")) {
                return true;
            }
        }
        return false;
    }

    /**
     * Fills the fields of {@code command}, and its options among them, from the arguments.
     *
     * @return false when only help was asked for, which is printed
     * @throws UsageException when the arguments are wrong, naming the one
     */
    static boolean parsed(Object command, StoreOptions options, PrintStream out, String... args) throws UsageException {
        var line = new CommandLine(command)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(new PrintWriter(out, true, StandardCharsets.UTF_8));
        try {
            line.parseArgs(args);
        } catch (ParameterException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
        if (options.help()) {
            line.usage(out);
            return false;
        }
        return true;
    }
}
