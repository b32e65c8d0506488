package com.isotoma.dboperator.driver.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.isotoma.dboperator.driver.run.ExitStatus;
import com.isotoma.dboperator.driver.spi.DriverException;
import java.io.PrintStream;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code --list}: which backups a bucket has. Nothing but the bucket is asked; nothing of this is loaded by other runs. */
@Command(
        name = "driver",
        sortOptions = false,
        description = "Lists the backups in a bucket from the manifests beside them; needs no cluster.",
        footer = {
            "",
            StoreOptions.ACCESS_KEY,
            "profile, or a role. It must be allowed to list the bucket and to get objects.",
            "State: stored (the data is there), missing, or altered (it has another size than was stored).",
            "Exit status: 0 done, 1 something could not be read, 2 started wrongly, 3 something has to be corrected."
        })
public final class ListCommand {
    public static final String NAME = "--list";

    private static final Logger LOG = LoggerFactory.getLogger("db-operator");
    private static final ObjectMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /** How a listing is written. */
    enum Format {
        TABLE,
        JSON
    }

    @Option(
            names = NAME,
            arity = "0..1",
            required = true,
            paramLabel = "s3://BUCKET[/FOLDER]",
            description = "Bucket, and the prefix that the Databases' spec.backupTo gives")
    private String address = "";

    @Mixin
    private StoreOptions options = new StoreOptions();

    @Option(
            names = "--output",
            paramLabel = "table|json",
            defaultValue = "table",
            description = "For people, or for other programs. Default: table")
    private Format output = Format.TABLE;

    @Option(
            names = TrustedFile.OPTION,
            paramLabel = "FILE",
            description = "Public keys in PEM of those who sign manifests: adds what each signature is worth")
    private @Nullable Path trusted;

    private ListCommand() {}

    /** @throws UsageException when the arguments are wrong, naming the one */
    public static ExitStatus run(PrintStream out, String... args) throws UsageException, InterruptedException {
        var command = new ListCommand();
        return Commands.parsed(command, command.options, out, args) ? command.list(out) : ExitStatus.DONE;
    }

    private ExitStatus list(PrintStream out) throws UsageException, InterruptedException {
        var place = StoreOptions.Address.of(address)
                .orElseThrow(() ->
                        new UsageException(NAME + " is '" + address + "': give an address such as s3://bucket/folder"));
        try (var store = options.open(place, NAME)) {
            var listing = Listing.of(store, folder(place.key()), TrustedFile.read(trusted));
            out.print(output == Format.JSON ? json(listing) : Table.of(listing.backups()));
            listing.unreadable().forEach(u -> LOG.error("{} cannot be read: {}", u.url(), u.reason()));
            return listing.unreadable().isEmpty() ? ExitStatus.DONE : ExitStatus.TRY_AGAIN;
        } catch (DriverException e) {
            LOG.error("{}", e.getMessage());
            LOG.debug("Caused by", e);
            return ExitStatus.of(e);
        }
    }

    private static String folder(String key) {
        return key.isEmpty() || key.endsWith("/") ? key : key + "/";
    }

    private static String json(Listing listing) {
        try {
            return JSON.writeValueAsString(listing) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record of text and numbers can always be written", e);
        }
    }
}
