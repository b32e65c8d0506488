package com.isotoma.dboperator.demo.service.databases;

import com.isotoma.dboperator.demo.service.http.Json;
import com.isotoma.dboperator.demo.service.http.Refusal;
import com.isotoma.dboperator.demo.service.http.Request;
import com.isotoma.dboperator.demo.service.storage.DurableFiles;
import com.isotoma.dboperator.demo.service.storage.Lines;
import com.isotoma.dboperator.demo.service.storage.RecordId;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Map;

/**
 * A file that only grows: a line {@code +record} for each record stored, a line {@code -"id"} for each one deleted, the
 * last one of an id counts. A line that a crash tore off was never confirmed, and is cut off. Not safe for use by many
 * threads; bytes within {@link #end()} never change, so reading needs no lock.
 */
final class RecordLog {
    /** Where the JSON of a record stands in the file. */
    record Extent(long offset, int length) {}

    private static final int MAX_LINE = Request.MAX_BODY + 1024;

    private final Path file;
    private long end;

    RecordLog(Path file, long end) {
        this.file = file;
        this.end = end;
    }

    /** Opens a file, makes it when it is missing, and puts what it holds into {@code index}, oldest first. */
    static RecordLog open(Path file, Map<String, Extent> index) throws IOException {
        if (!Files.exists(file)) {
            Files.createFile(file);
        }
        try (var in = Files.newInputStream(file)) {
            var lines = new Lines(in, MAX_LINE);
            long start = 0;
            for (var line = lines.next(); line != null; line = lines.next()) {
                switch (line.length == 0 ? 0 : line[0]) {
                    case '+' -> {
                        var json = Arrays.copyOfRange(line, 1, line.length);
                        index.put(RecordId.of(Json.object(json)), new Extent(start + 1, json.length));
                    }
                    case '-' -> index.remove(Json.MAPPER.readValue(line, 1, line.length - 1, String.class));
                    default -> throw new IOException(file + " is damaged: unknown line at byte " + start);
                }
                start = lines.complete();
            }
            return new RecordLog(file, start);
        } catch (Refusal e) {
            throw new IOException(file + " is damaged: " + e.getMessage(), e);
        }
    }

    long end() {
        return end;
    }

    /** Stores a record; when this throws, nothing was stored. */
    Extent store(byte[] json) throws IOException {
        long start = end;
        append('+', json);
        return new Extent(start + 1, json.length);
    }

    /** Deletes a record; when this throws, nothing was deleted. */
    void delete(String id) throws IOException {
        append('-', Json.bytes(id));
    }

    private void append(char kind, byte[] rest) throws IOException {
        var line = ByteBuffer.allocate(rest.length + 2)
                .put((byte) kind)
                .put(rest)
                .put((byte) '\n')
                .flip();
        int length = line.remaining();
        // No CREATE: a file that somebody took away must be an error, not an empty database.
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            try {
                channel.truncate(end); // what an earlier failure may have left
                channel.position(end);
                DurableFiles.writeFully(channel, line);
                channel.force(false);
            } catch (IOException e) {
                cutBack(channel, e);
                throw e;
            }
        }
        end += length;
    }

    private void cutBack(FileChannel channel, IOException reason) {
        try {
            channel.truncate(end);
        } catch (IOException e) {
            reason.addSuppressed(e);
        }
    }

    FileChannel reader() throws IOException {
        return FileChannel.open(file, StandardOpenOption.READ);
    }

    static byte[] read(FileChannel channel, Extent extent) throws IOException {
        var bytes = ByteBuffer.allocate(extent.length());
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, extent.offset() + bytes.position()) < 0) {
                throw new EOFException("a record ends before its time");
            }
        }
        return bytes.array();
    }

    /** Puts a finished file in the place of this one and goes on with that. */
    RecordLog replaceBy(Draft draft) throws IOException {
        draft.publish(file);
        return new RecordLog(file, draft.size());
    }

    /** The log in this file's place after the other one's file has been put there. */
    RecordLog continuedBy(RecordLog other) {
        return new RecordLog(file, other.end);
    }

    /** Whether a draft is byte for byte what this holds. */
    boolean holds(Draft draft) throws IOException {
        return draft.size() == end && Files.mismatch(draft.path(), file) == -1;
    }

    /** Begins a file that may take the place of this one. */
    Draft draft() throws IOException {
        return new Draft(DurableFiles.unfinished(file));
    }
}
