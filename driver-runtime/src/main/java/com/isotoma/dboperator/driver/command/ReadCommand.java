package com.isotoma.dboperator.driver.command;

import com.isotoma.dboperator.driver.run.ExitStatus;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.storage.AgeIdentities;
import com.isotoma.dboperator.driver.storage.BackupReader;
import com.isotoma.dboperator.driver.storage.DownloadFailedException;
import com.isotoma.dboperator.driver.storage.FoundManifest;
import com.isotoma.dboperator.driver.storage.HashedInput;
import com.isotoma.dboperator.driver.storage.Manifest;
import com.isotoma.dboperator.driver.storage.ManifestSignature;
import com.isotoma.dboperator.driver.storage.SignatureFinding;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code --read}: the dump in a stored backup. Nothing but the store is asked; nothing of this is loaded by other runs. */
@Command(
        name = "driver",
        sortOptions = false,
        description = "Writes the dump in a stored backup: downloads, checks, decrypts and decompresses it. Needs no"
                + " cluster.",
        footer = {
            "",
            StoreOptions.ACCESS_KEY,
            "profile, or a role. It must be allowed to get objects.",
            "What is read is compared with size and SHA-256 in the manifest beside it, whatever else checks it.",
            "Exit status: 0 all of it was written and is what was stored, 1 something of it could not be read or is",
            "damaged (what was written is of no use), 2 started wrongly, 3 something has to be corrected."
        })
public final class ReadCommand {
    public static final String NAME = "--read";

    private static final Logger LOG = LoggerFactory.getLogger("db-operator");
    private static final int CHUNK = 128 << 10;

    @Option(
            names = NAME,
            arity = "0..1",
            required = true,
            paramLabel = "s3://BUCKET/KEY|FILE",
            description = "The stored object, or a file that has been downloaded, with its manifest beside it")
    private String address = "";

    @Option(
            names = "--identities",
            paramLabel = "FILE",
            description = "Private keys (AGE-SECRET-KEY-1…), one a line, for what is encrypted")
    private @Nullable Path identities;

    @Option(
            names = TrustedFile.OPTION,
            paramLabel = "FILE",
            description = "Public keys in PEM: reads only what one of them has signed")
    private @Nullable Path trusted;

    @Option(
            names = "--output",
            paramLabel = "FILE",
            description = "A new file for the dump, which appears when all is well. Default: standard output")
    private @Nullable Path output;

    @Option(
            names = "--no-manifest",
            description = "Reads what has no manifest: only its own checksums are compared then")
    private boolean noManifest;

    @Mixin
    private StoreOptions options = new StoreOptions();

    private ReadCommand() {}

    /** @throws UsageException when the arguments are wrong, naming the one */
    public static ExitStatus run(PrintStream out, String... args) throws UsageException, InterruptedException {
        var command = new ReadCommand();
        return Commands.parsed(command, command.options, out, args) ? command.run(out) : ExitStatus.DONE;
    }

    private ExitStatus run(PrintStream out) throws UsageException, InterruptedException {
        try {
            read(out);
            return ExitStatus.DONE;
        } catch (DownloadFailedException e) {
            return failed(e.explained());
        } catch (DriverException e) {
            return failed(e);
        } catch (InterruptedIOException e) {
            throw new InterruptedException(e.getMessage());
        } catch (IOException e) {
            LOG.error("{}: {}", address, e.getMessage());
            LOG.debug("Caused by", e);
            return ExitStatus.TRY_AGAIN;
        }
    }

    private static ExitStatus failed(DriverException e) {
        LOG.error("{}", e.getMessage());
        LOG.debug("Caused by", e);
        return ExitStatus.of(e);
    }

    private void read(PrintStream out) throws UsageException, DriverException, IOException, InterruptedException {
        if (output != null && Files.exists(output)) {
            throw new UsageException("--output " + output + " is there already: remove it, or give another name");
        }
        var keys = identities == null ? null : AgeIdentities.parse(text(identities), "file " + identities);
        var keysToTrust = TrustedFile.read(trusted);
        if (!address.startsWith("s3://")) {
            var file = Path.of(address);
            var beside = file.resolveSibling(Manifest.keyOf(String.valueOf(file.getFileName())));
            if (!Files.isReadable(file)) {
                throw new UsageException("--read is '" + address + "', and there is no such file to read");
            }
            var manifest = content(beside);
            if (keysToTrust != null) {
                var signature = content(beside.resolveSibling(beside.getFileName() + ManifestSignature.SUFFIX));
                SignatureFinding.ofFile(keysToTrust, file, manifest.orElse(null), signature.orElse(null))
                        .require(false);
            }
            write(Files.newInputStream(file), manifest, keys, out);
            return;
        }
        var place = StoreOptions.Address.of(address)
                .filter(a -> !a.key().isEmpty() && !a.key().endsWith("/"))
                .orElseThrow(() -> new UsageException(
                        "--read is '" + address + "': give an address such as s3://bucket/folder/name.dump.zst"));
        try (var store = options.open(place, NAME)) {
            var found = FoundManifest.in(store, place.key(), keysToTrust);
            var signature = found.signature();
            if (signature != null) {
                signature.require(false);
            }
            var object = store.download(place.key())
                    .orElseThrow(() -> new UsageException(
                            "There is no object " + address + ": --list says which backups there are"));
            write(object, found.content(), keys, out);
        }
    }

    private static Optional<byte[]> content(Path file) throws IOException {
        return Files.exists(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
    }

    /** @param object closed by this */
    private void write(InputStream object, Optional<byte[]> manifest, @Nullable AgeIdentities keys, PrintStream out)
            throws UsageException, DriverException, IOException {
        try (var hashed = new HashedInput(object)) {
            if (manifest.isEmpty() && !noManifest) {
                throw new UsageException("There is no manifest " + Manifest.keyOf(address)
                        + " to compare the backup with: get it, or give --no-manifest");
            }
            var expected = manifest.isEmpty() ? null : Manifest.fromJson(manifest.get());
            try (var dump = new BackupReader(hashed, address, keys)) {
                if (output == null) {
                    copy(dump, out);
                    require(hashed, expected);
                } else {
                    toFile(dump, hashed, expected, output);
                }
            }
        }
    }

    private static void require(HashedInput hashed, @Nullable Manifest expected) throws IOException {
        if (expected != null) {
            hashed.require(expected.stored());
        }
    }

    private static void toFile(BackupReader dump, HashedInput hashed, @Nullable Manifest expected, Path file)
            throws IOException {
        var part = file.resolveSibling(file.getFileName() + ".part");
        try {
            try (var out = Files.newOutputStream(part)) {
                copy(dump, out);
            }
            require(hashed, expected);
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            boolean unused = Files.deleteIfExists(part);
        }
    }

    private static void copy(InputStream dump, OutputStream out) throws IOException {
        var chunk = new byte[CHUNK];
        int n;
        while ((n = dump.read(chunk)) >= 0) {
            out.write(chunk, 0, n);
            // A PrintStream keeps its errors to itself: that nobody reads any more, for example.
            if (out instanceof PrintStream print && print.checkError()) {
                throw new IOException("the dump could not be written to standard output");
            }
        }
    }

    private static String text(Path file) throws UsageException, IOException {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            throw new UsageException("--identities is '" + file + "', and there is no such file");
        } catch (CharacterCodingException e) {
            throw new UsageException("--identities is '" + file + "', which is no text");
        }
    }
}
