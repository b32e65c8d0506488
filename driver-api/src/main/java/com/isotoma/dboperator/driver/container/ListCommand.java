package com.isotoma.dboperator.driver.container;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.isotoma.dboperator.driver.listing.Listing;
import com.isotoma.dboperator.driver.listing.Table;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.storage.S3ObjectStore;
import com.isotoma.dboperator.driver.storage.S3Settings;
import com.isotoma.dboperator.driver.storage.SettingsSource;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** {@code --list}: which backups a bucket has. Nothing but the bucket is asked; nothing of this is loaded by other runs. */
@Command(
        name = "driver",
        sortOptions = false,
        description = "Lists the backups in a bucket from the manifests beside them; needs no cluster.",
        footer = {
            "",
            "The access key is found as every tool of AWS finds it: AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, a",
            "profile, or a role. It must be allowed to list the bucket and to get objects.",
            "State: stored (the data is there), missing, or altered (it has another size than was stored).",
            "Exit status: 0 done, 1 something could not be read, 2 started wrongly, 3 something has to be corrected."
        })
final class ListCommand {
    private static final Logger LOG = LoggerFactory.getLogger("db-operator");
    private static final Pattern ADDRESS = Pattern.compile("s3://([^/]+)(?:/(.*))?");
    private static final SettingsSource SOURCE = new SettingsSource(
            "the address after --list, --region and --endpoint", "AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY");
    private static final ObjectMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /** How a listing is written. */
    enum Format {
        TABLE,
        JSON
    }

    @Option(
            names = "--list",
            arity = "0..1",
            required = true,
            paramLabel = "s3://BUCKET[/FOLDER]",
            description = "Bucket, and the prefix that the Databases' spec.backupTo gives")
    private String address = "";

    @Option(names = "--endpoint", paramLabel = "URL", description = "Address of a store other than AWS")
    private @Nullable URI endpoint;

    @Option(names = "--region", paramLabel = "REGION", description = "Region. Default: what the environment says")
    private @Nullable String region;

    @Option(
            names = "--path-style",
            negatable = true,
            description = "Whether the bucket stands in the path. Default: with --endpoint")
    private @Nullable Boolean pathStyle;

    @Option(
            names = "--output",
            paramLabel = "table|json",
            defaultValue = "table",
            description = "For people, or for other programs. Default: table")
    private Format output = Format.TABLE;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this")
    private boolean help;

    private ListCommand() {}

    /** Whether these arguments ask for it. */
    static boolean isAskedFor(String... args) {
        for (var arg : args) {
            if (arg.equals("--list") || arg.startsWith("--list=")) {
                return true;
            }
        }
        return false;
    }

    /** @throws UsageException when the arguments are wrong, naming the one */
    static ExitStatus run(PrintStream out, String... args) throws UsageException, InterruptedException {
        var command = new ListCommand();
        var line = new CommandLine(command)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(new PrintWriter(out, true, StandardCharsets.UTF_8));
        try {
            line.parseArgs(args);
        } catch (ParameterException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
        if (command.help) {
            line.usage(out);
            return ExitStatus.DONE;
        }
        return command.list(out);
    }

    private ExitStatus list(PrintStream out) throws UsageException, InterruptedException {
        var parts = ADDRESS.matcher(address);
        if (!parts.matches()) {
            throw new UsageException("--list is '" + address + "': give an address such as s3://bucket/folder");
        }
        boolean inPath = pathStyle == null ? endpoint != null : pathStyle;
        var settings = new S3Settings(region, parts.group(1), endpoint, inPath, null, null, SOURCE);
        try (var store = new S3ObjectStore(settings)) {
            var listing = Listing.of(store, folder(parts));
            out.print(output == Format.JSON ? json(listing) : Table.of(listing.backups()));
            listing.unreadable().forEach(u -> LOG.error("{} cannot be read: {}", u.url(), u.reason()));
            return listing.unreadable().isEmpty() ? ExitStatus.DONE : ExitStatus.TRY_AGAIN;
        } catch (DriverException e) {
            LOG.error("{}", e.getMessage());
            LOG.debug("Caused by", e);
            return ExitStatus.of(e);
        }
    }

    private static String folder(Matcher address) {
        var given = Objects.requireNonNullElse(address.group(2), "");
        return given.isEmpty() || given.endsWith("/") ? given : given + "/";
    }

    private static String json(Listing listing) {
        try {
            return JSON.writeValueAsString(listing) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record of text and numbers can always be written", e);
        }
    }
}
