package com.isotoma.dboperator.driver.sql;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * A temporary file that only this account can read, for tools that take a password or a certificate from a file. A file
 * keeps it from command lines and environments. Deleted on close; on a killed run it goes with the pod's own volume.
 */
public final class SecretFile implements AutoCloseable {
    private final Path path;

    private SecretFile(Path path) {
        this.path = path;
    }

    /** Writes {@code content} to a new file whose name ends in {@code suffix}. */
    public static SecretFile of(String suffix, String content) throws IOException {
        var onlyOwner = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        var file = new SecretFile(Files.createTempFile("db-operator-", suffix, onlyOwner));
        try {
            Files.writeString(file.path, content, StandardCharsets.UTF_8);
            return file;
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }

    public Path path() {
        return path;
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(path);
    }
}
