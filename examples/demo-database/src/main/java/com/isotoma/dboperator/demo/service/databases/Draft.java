package com.isotoma.dboperator.demo.service.databases;

import com.isotoma.dboperator.demo.service.storage.DurableFiles;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;

/** A {@link RecordLog} in the making. Closing it deletes its file, unless that was published. */
final class Draft implements Closeable {
    private final Path path;
    private final OutputStream out;
    private final Map<String, RecordLog.Extent> index = new LinkedHashMap<>();
    private long size;

    Draft(Path path) throws IOException {
        this.path = path;
        this.out = new BufferedOutputStream(Files.newOutputStream(path, StandardOpenOption.CREATE_NEW), 64 * 1024);
    }

    /** Adds a record; false, and nothing added, when its id is there already. */
    boolean add(String id, byte[] json) throws IOException {
        if (index.putIfAbsent(id, new RecordLog.Extent(size + 1, json.length)) != null) {
            return false;
        }
        out.write('+');
        out.write(json);
        out.write('\n');
        size += json.length + 2L;
        return true;
    }

    Map<String, RecordLog.Extent> index() {
        return index;
    }

    long size() {
        return size;
    }

    Path path() {
        return path;
    }

    /** Hands everything to the operating system, after which the file can be read. */
    void finish() throws IOException {
        out.close();
    }

    void publish(Path file) throws IOException {
        finish();
        DurableFiles.publish(path, file);
    }

    @Override
    public void close() throws IOException {
        try (out) {
            Files.deleteIfExists(path);
        }
    }
}
