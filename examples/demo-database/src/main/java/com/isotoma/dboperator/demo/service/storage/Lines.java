package com.isotoma.dboperator.demo.service.storage;

import com.isotoma.dboperator.demo.service.http.Refusal;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Reads a stream line by line, with a limit on the length of a line. The stream stays the caller's to close. */
public final class Lines {
    private final InputStream in;
    private final int limit;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private long complete;

    public Lines(InputStream in, int limit) {
        this.in = new BufferedInputStream(in, 64 * 1024);
        this.limit = limit;
    }

    /** The next line without its end, or null when no further line is complete. */
    public byte @Nullable [] next() throws IOException, Refusal {
        line.reset();
        int b;
        while ((b = in.read()) >= 0) {
            if (b == '\n') {
                complete += line.size() + 1L;
                return line.toByteArray();
            }
            if (line.size() == limit) {
                throw new Refusal(422, "A line is longer than " + limit + " bytes.");
            }
            line.write(b);
        }
        return null;
    }

    /** How many bytes the complete lines had that were read so far, their ends included. */
    public long complete() {
        return complete;
    }

    /** After the last line: whether bytes followed it. */
    public boolean torn() {
        return line.size() > 0;
    }
}
