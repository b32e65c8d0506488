package com.isotoma.dboperator.testkit.memory;

import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Reasons;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.zip.CRC32;

/** The text form of rows: a first line that says what it is, a line for each, and a last line to check them by. */
final class Dump {
    private static final String HEAD = "memory dump 1";

    private final OutputStream sink;
    private final CRC32 sum = new CRC32();
    private int rows;

    Dump(OutputStream sink) {
        this.sink = sink;
    }

    void begin() throws IOException {
        line(HEAD);
    }

    void row(String text) throws IOException {
        rows++;
        line("row " + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)));
    }

    void end() throws IOException {
        line("end " + rows + " " + sum.getValue());
    }

    int rows() {
        return rows;
    }

    private void line(String line) throws IOException {
        var bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
        sum.update(bytes);
        sink.write(bytes);
    }

    /** The rows of a whole dump. */
    static List<String> read(InputStream source) throws IOException, DriverException {
        var in = new BufferedInputStream(source);
        var sum = new CRC32();
        var rows = new ArrayList<String>();
        var line = line(in);
        require(line.equals(HEAD + "\n"), "does not begin as one");
        while (true) {
            sum.update(line.getBytes(StandardCharsets.UTF_8));
            line = line(in);
            if (!line.startsWith("row ")) {
                break;
            }
            require(line.endsWith("\n"), "ends within a row");
            rows.add(text(line));
        }
        require(line.equals("end " + rows.size() + " " + sum.getValue() + "\n"), "has not the end it should have");
        require(in.read() < 0, "goes on after its end");
        return rows;
    }

    /** The rows of whatever comes, as far as they can be made out. */
    static List<String> readAnything(InputStream source) throws IOException {
        var in = new BufferedInputStream(source);
        var rows = new ArrayList<String>();
        for (var line = line(in); !line.isEmpty(); line = line(in)) {
            if (line.startsWith("row ") && line.endsWith("\n")) {
                rows.add(text(line));
            }
        }
        return rows;
    }

    private static String text(String line) {
        return new String(
                Base64.getDecoder().decode(line.substring("row ".length()).strip()), StandardCharsets.UTF_8);
    }

    /** The next line with its end, if it has one; empty after the last. */
    private static String line(InputStream in) throws IOException {
        var line = new StringBuilder();
        for (int b = in.read(); b >= 0; b = in.read()) {
            line.append((char) b);
            if (b == '\n') {
                break;
            }
        }
        return line.toString();
    }

    private static void require(boolean right, String what) throws DriverException {
        if (!right) {
            throw DriverException.user(Reasons.BACKUP_DAMAGED, "The dump " + what + ": take another one.");
        }
    }
}
