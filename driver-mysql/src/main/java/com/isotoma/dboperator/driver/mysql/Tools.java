package com.isotoma.dboperator.driver.mysql;

import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Reasons;
import com.isotoma.dboperator.driver.sql.Programs;
import com.isotoma.dboperator.driver.sql.ToolProcess;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Where the client programs are.
 *
 * @param programs where they are
 */
record Tools(Programs programs) {
    /** Keeps the account's login file, which is read even where an option file is named, from having a say. */
    private static final Map<String, String> ENVIRONMENT = Map.of("MYSQL_TEST_LOGIN_FILE", "/nonexistent/login.cnf");

    static Tools onPath() {
        return new Tools(Programs.onPath());
    }

    static Tools in(Path folder) {
        return new Tools(new Programs(folder));
    }

    /**
     * @param optionFile the only option file that the program reads
     * @param secrets what must not be shown in its messages
     * @param errors what makes an error of its last words
     */
    ToolProcess process(String program, Path optionFile, List<String> arguments, Set<String> secrets, ToolErrors errors)
            throws DriverException {
        var command = new ArrayList<String>();
        command.add(programs.command(program));
        // By the programs' own rules this one must be the first.
        command.add("--defaults-file=" + optionFile);
        command.addAll(arguments);
        return new ToolProcess(command, ENVIRONMENT, secrets, errors);
    }

    /** Says which of the programs for a server are not there; empty when none is missing. */
    Optional<String> missing(Flavour flavour) {
        return missing(flavour, flavour.dumpProgram(), flavour.clientProgram());
    }

    /** Throws when one of these is missing: no further attempt would find it. */
    void require(Flavour flavour, String... names) throws DriverException {
        var missing = missing(flavour, names);
        if (missing.isPresent()) {
            throw DriverException.user(Reasons.TOOL_UNUSABLE, missing.get());
        }
    }

    private Optional<String> missing(Flavour flavour, String... names) {
        var missing = Arrays.stream(names).filter(name -> !programs.has(name)).collect(Collectors.joining(" and "));
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of("The driver's image does not have " + missing + ", which backups and restores of "
                        + flavour.product() + " need: name an image in the Driver that has it on its PATH");
    }
}
