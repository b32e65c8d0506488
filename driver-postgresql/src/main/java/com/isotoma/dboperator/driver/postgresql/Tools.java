package com.isotoma.dboperator.driver.postgresql;

import com.isotoma.dboperator.driver.spi.Credentials;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Reasons;
import com.isotoma.dboperator.driver.sql.Programs;
import com.isotoma.dboperator.driver.sql.ToolProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * PostgreSQL's own programs.
 *
 * @param programs where they are
 */
record Tools(Programs programs) {
    /** libpq's parameter require_auth came with this version; older ones refuse a connection string that has it. */
    private static final int FIRST_WITH_REQUIRE_AUTH = 16;

    private static final Pattern VERSION = Pattern.compile("\\(PostgreSQL\\) ((\\d+)[^\\s]*)");

    static Tools onPath() {
        return new Tools(Programs.onPath());
    }

    /**
     * Refuses a program that is older than the server, which cannot know what the server holds, and one that cannot be told by
     * which ways it may log in.
     */
    void requireNotOlderThan(Session server, String program) throws DriverException, IOException, InterruptedException {
        var said = new String[1];
        new ToolProcess(List.of(programs.command(program), "--version"), Map.of("LC_ALL", "C"), Set.of())
                .read(Reasons.TOOL_UNUSABLE, out -> said[0] = new String(out.readAllBytes(), StandardCharsets.UTF_8));
        var version = VERSION.matcher(said[0]);
        if (!version.find()) {
            throw DriverException.internal(
                    Reasons.TOOL_UNUSABLE,
                    program + " --version says '" + said[0].strip() + "': is it PostgreSQL's?",
                    null);
        }
        var major = Integer.parseInt(version.group(2));
        if (major < server.majorVersion()) {
            throw DriverException.internal(
                    Reasons.TOOL_UNUSABLE,
                    "The driver's image has " + program + " " + version.group(1) + ", which is too old for the server, "
                            + server.info().version() + ": use a driver image with that version or newer",
                    null);
        }
        if (major < FIRST_WITH_REQUIRE_AUTH) {
            throw DriverException.internal(
                    Reasons.TOOL_UNUSABLE,
                    "The driver's image has " + program + " " + version.group(1)
                            + ", which would answer any request for the password: use a driver image with version "
                            + FIRST_WITH_REQUIRE_AUTH + " or newer",
                    null);
        }
    }

    /** A program that is to log in to {@code database}. Its password comes from a file. */
    ToolProcess connecting(
            String program,
            List<String> arguments,
            Connector connector,
            Credentials account,
            String database,
            Path passFile) {
        var command = new ArrayList<>(List.of(
                programs.command(program),
                "--no-password",
                "--dbname=" + Conninfo.of(database, connector.protection())));
        command.addAll(arguments);
        var endpoint = connector.endpoint();
        var environment = new HashMap<>(Map.of(
                "PGHOST", endpoint.address().host(),
                "PGPORT", Integer.toString(endpoint.address().port()),
                "PGUSER", account.username(),
                "PGPASSFILE", passFile.toString(),
                "PGSSLMODE", connector.protection().sslMode(endpoint),
                "PGGSSENCMODE", "disable",
                "PGCONNECT_TIMEOUT", Integer.toString(endpoint.connectTimeoutSeconds()),
                "PGAPPNAME", "db-operator",
                "PGOPTIONS", "-c role=none -c default_transaction_read_only=off",
                "LC_ALL", "C"));
        // Whatever the container has of these would go before what is asked for here; empty is as good as absent.
        environment.put("PGPASSWORD", "");
        environment.put("PGHOSTADDR", "");
        environment.putAll(connector.tlsVariables());
        return new ToolProcess(command, environment, Set.of(account.password()));
    }

    /** A program that only transforms what it reads. */
    ToolProcess offline(String program, List<String> arguments) {
        var command = new ArrayList<>(List.of(programs.command(program)));
        command.addAll(arguments);
        return new ToolProcess(command, Map.of("LC_ALL", "C"), Set.of());
    }
}
