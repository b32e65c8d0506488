package com.isotoma.dboperator.demo.service.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.UUID;

/** Changes to files that a crash leaves either undone or whole. */
public final class DurableFiles {
    /** How the names of unfinished files end; such files are deleted at the next start. */
    private static final String UNFINISHED = ".unfinished";

    private DurableFiles() {}

    /** A name beside {@code file} to write its next content under. */
    public static Path unfinished(Path file) {
        return file.resolveSibling(UUID.randomUUID() + UNFINISHED);
    }

    /** Deletes what a crash left in a directory that nobody else writes to. */
    public static void clearUnfinished(Path directory) throws IOException {
        try (var files = Files.newDirectoryStream(directory, "*" + UNFINISHED)) {
            for (var file : files) {
                Files.delete(file);
            }
        }
    }

    /** Gives {@code file} this content; when this throws, it has its old content. */
    public static void replace(Path file, byte[] content) throws IOException {
        var next = unfinished(file);
        try {
            try (var channel = FileChannel.open(next, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                writeFully(channel, ByteBuffer.wrap(content));
            }
            publish(next, file);
        } finally {
            Files.deleteIfExists(next);
        }
    }

    /** Brings a finished file to the disk and puts it in the place of {@code file}. */
    public static void publish(Path next, Path file) throws IOException {
        try (var channel = FileChannel.open(next, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        syncDirectory(Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file is in a directory"));
    }

    /** Makes what was created, renamed or deleted in a directory last. */
    public static void syncDirectory(Path directory) throws IOException {
        try (var channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    public static void writeFully(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    public static void deleteTree(Path directory) throws IOException {
        try (var files = Files.list(directory)) {
            for (var file : files.toList()) {
                Files.deleteIfExists(file);
            }
        }
        Files.deleteIfExists(directory);
    }
}
