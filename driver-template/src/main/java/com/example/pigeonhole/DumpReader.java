package com.example.pigeonhole;

import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Reasons;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.zip.CRC32;

/** Reads what {@link DumpWriter} wrote, one row at a time, and refuses what is not a whole dump. */
final class DumpReader {
    private static final int LONGEST = 2_000_000;

    private final InputStream in;
    private final CRC32 sum = new CRC32();
    private long rows;

    /** Looks at the beginning. */
    DumpReader(InputStream source) throws IOException, DriverException {
        in = new BufferedInputStream(source);
        var head = line();
        require(head.equals(DumpWriter.HEAD + "\n"), "does not begin as one");
        add(head);
    }

    /** The next row; empty at the end of a whole dump. */
    Optional<String> next() throws IOException, DriverException {
        var line = line();
        if (!line.startsWith("row ")) {
            require(line.equals("end " + rows + " " + sum.getValue() + "\n"), "has not the end it should have");
            require(in.read() < 0, "goes on after its end");
            return Optional.empty();
        }
        require(line.endsWith("\n"), "ends within a row");
        rows++;
        add(line);
        return Optional.of(text(line.substring("row ".length(), line.length() - 1)));
    }

    private void add(String line) {
        sum.update(line.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String text(String encoded) throws DriverException {
        try {
            return new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw damaged("has a row that is none");
        }
    }

    /** The next line with its end, if it has one; empty after the last. */
    private String line() throws IOException, DriverException {
        var line = new StringBuilder();
        for (int b = in.read(); b >= 0; b = in.read()) {
            line.append((char) b);
            if (b == '\n') {
                break;
            }
            require(line.length() <= LONGEST, "has a line that is too long");
        }
        return line.toString();
    }

    private static void require(boolean right, String what) throws DriverException {
        if (!right) {
            throw damaged(what);
        }
    }

    private static DriverException damaged(String what) {
        return DriverException.user(Reasons.BACKUP_DAMAGED, "The dump " + what + ": take another one.");
    }
}
