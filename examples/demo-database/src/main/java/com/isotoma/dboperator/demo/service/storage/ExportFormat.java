package com.isotoma.dboperator.demo.service.storage;

import com.isotoma.dboperator.demo.service.http.Json;
import com.isotoma.dboperator.demo.service.http.Refusal;
import com.isotoma.dboperator.demo.service.http.Request;
import com.isotoma.dboperator.demo.service.http.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * An export: JSON Lines, each a record with its {@code id}, and at last exactly {@code {"end":true,"records":N}}, N being
 * how many there were. What has no such end is not whole.
 */
public final class ExportFormat {
    public static final String MEDIA_TYPE = "application/jsonl";

    /** Takes the records of an export, one after the other; false for an id that it has already. */
    public interface Sink {
        boolean add(String id, byte[] json) throws IOException, Refusal;
    }

    private ExportFormat() {}

    public static Response.Source write(ExportSource source) {
        return new Response.Source() {
            @Override
            public void writeTo(OutputStream out) throws IOException {
                source.forEach(json -> {
                    out.write(json);
                    out.write('\n');
                });
                out.write(end(source.size()));
                out.write('\n');
            }

            @Override
            public void close() throws IOException {
                source.close();
            }
        };
    }

    /** Reads a whole export, or refuses with 422. Reads to the end in any case, so that the client hears. */
    public static void read(InputStream in, Sink sink) throws IOException, Refusal {
        try {
            readChecked(new Lines(in, Request.MAX_BODY), sink);
        } catch (Refusal e) {
            in.transferTo(OutputStream.nullOutputStream());
            throw e;
        }
    }

    private static void readChecked(Lines lines, Sink sink) throws IOException, Refusal {
        int records = 0;
        for (var line = lines.next(); line != null; line = lines.next()) {
            if (Arrays.equals(line, end(records))) {
                if (lines.next() != null || lines.torn()) {
                    throw damaged("goes on after its last line");
                }
                return;
            }
            records++;
            add(line, records, sink);
        }
        throw damaged("ends after " + records + " records without the line that ends an export");
    }

    private static void add(byte[] line, int number, Sink sink) throws IOException, Refusal {
        boolean added;
        try {
            added = sink.add(RecordId.of(Json.object(line)), line);
        } catch (Refusal e) {
            throw damaged("is wrong in line " + number + ". " + e.getMessage());
        }
        if (!added) {
            throw damaged("has the id of line " + number + " twice");
        }
    }

    private static byte[] end(int records) {
        return ("{\"end\":true,\"records\":" + records + "}").getBytes(StandardCharsets.US_ASCII);
    }

    private static Refusal damaged(String how) {
        return new Refusal(422, "The import is not a whole export: it " + how + ". Nothing was changed.");
    }
}
