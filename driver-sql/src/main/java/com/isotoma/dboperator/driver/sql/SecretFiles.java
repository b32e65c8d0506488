package com.isotoma.dboperator.driver.sql;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Temporary files that only this account can read; all of them deleted on close. */
public final class SecretFiles implements AutoCloseable {
    private final Deque<SecretFile> files = new ArrayDeque<>();

    /** Writes {@code content} to a new file whose name ends in {@code suffix}. */
    public Path write(String suffix, String content) throws IOException {
        var file = SecretFile.of(suffix, content);
        files.push(file);
        return file.path();
    }

    /** Takes one that exists, to delete it with the others. */
    public Path take(SecretFile file) {
        files.push(file);
        return file.path();
    }

    @Override
    public void close() throws IOException {
        @Nullable IOException first = null;
        while (!files.isEmpty()) {
            try {
                files.pop().close();
            } catch (IOException e) {
                if (first == null) {
                    first = e;
                } else {
                    first.addSuppressed(e);
                }
            }
        }
        if (first != null) {
            throw first;
        }
    }
}
