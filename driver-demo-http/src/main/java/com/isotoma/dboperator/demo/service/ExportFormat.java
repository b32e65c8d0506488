package com.isotoma.dboperator.demo.service;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * An export: JSON Lines, each a record with its {@code id}, and at last exactly {@code {"end":true,"records":N}}, N being
 * how many there were. What has no such end is not whole.
 */
final class ExportFormat {
    static final String MEDIA_TYPE = "application/jsonl";

    private ExportFormat() {}

    static Response.Source write(Snapshot snapshot) {
        return new Response.Source() {
            @Override
            public void writeTo(OutputStream out) throws IOException {
                snapshot.forEach(json -> {
                    out.write(json);
                    out.write('\n');
                });
                out.write(end(snapshot.extents().size()));
                out.write('\n');
            }

            @Override
            public void close() throws IOException {
                snapshot.close();
            }
        };
    }

    /** Reads a whole export into a draft, or refuses with 422. Reads to the end in any case, so that the client hears. */
    static void read(InputStream in, Draft draft) throws IOException, Refusal {
        try {
            readChecked(new Lines(in, Request.MAX_BODY), draft);
        } catch (Refusal e) {
            in.transferTo(OutputStream.nullOutputStream());
            throw e;
        }
    }

    private static void readChecked(Lines lines, Draft draft) throws IOException, Refusal {
        int records = 0;
        for (var line = lines.next(); line != null; line = lines.next()) {
            if (Arrays.equals(line, end(records))) {
                if (lines.next() != null || lines.torn()) {
                    throw damaged("goes on after its last line");
                }
                return;
            }
            records++;
            add(line, records, draft);
        }
        throw damaged("ends after " + records + " records without the line that ends an export");
    }

    private static void add(byte[] line, int number, Draft draft) throws IOException, Refusal {
        String id;
        try {
            id = RecordId.of(Json.object(line));
        } catch (Refusal e) {
            throw damaged("is wrong in line " + number + ". " + e.getMessage());
        }
        if (!draft.add(id, line)) {
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
