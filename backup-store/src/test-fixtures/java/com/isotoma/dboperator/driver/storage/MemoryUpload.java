package com.isotoma.dboperator.driver.storage;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** An upload that is kept in memory, and can be told to fail. */
public final class MemoryUpload extends Upload {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private @Nullable IOException failNext;
    private boolean completed;
    private boolean aborted;

    @Override
    public void write(byte[] more, int offset, int length) throws IOException {
        var failure = failNext;
        if (failure != null) {
            failNext = null;
            throw failure;
        }
        bytes.write(more, offset, length);
    }

    @Override
    public StoredObject complete() {
        completed = true;
        return new StoredObject(bytes.size(), null);
    }

    @Override
    public void close() {
        aborted = !completed;
    }

    /** Lets one write fail; those after it are taken again. */
    void failOnce(IOException failure) {
        failNext = failure;
    }

    byte[] bytes() {
        return bytes.toByteArray();
    }

    boolean completed() {
        return completed;
    }

    boolean aborted() {
        return aborted;
    }
}
