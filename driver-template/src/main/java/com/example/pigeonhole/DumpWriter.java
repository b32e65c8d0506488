package com.example.pigeonhole;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.CRC32;

/** Writes rows as text: a first line that says what it is, a line for each row, and a last line to check them by. */
final class DumpWriter {
    static final String HEAD = "pigeonhole dump 1";

    private final OutputStream sink;
    private final CRC32 sum = new CRC32();
    private long rows;

    DumpWriter(OutputStream sink) throws IOException {
        this.sink = sink;
        line(HEAD);
    }

    void row(String text) throws IOException {
        rows++;
        line("row " + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** Makes the dump a whole one. */
    void end() throws IOException {
        line("end " + rows + " " + sum.getValue());
    }

    long rows() {
        return rows;
    }

    private void line(String line) throws IOException {
        var bytes = (line + "\n").getBytes(StandardCharsets.US_ASCII);
        sum.update(bytes);
        sink.write(bytes);
    }
}
