package com.isotoma.dboperator.driver.demohttp;

import com.isotoma.dboperator.driver.spi.BackupFormat;
import com.isotoma.dboperator.driver.spi.Contents;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Reasons;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;

/** An export of the service, on its way to where it is kept. */
final class Export {
    static final BackupFormat FORMAT = new BackupFormat("jsonl", "application/jsonl");

    private static final int BUFFER = 64 * 1024;

    private Export() {}

    /**
     * Writes the export that was answered to {@code sink}, and returns only when it is known to be whole.
     *
     * @param source what it is an export of, for messages
     * @return how many records it has
     */
    static Contents copy(Exchange export, String source, OutputStream sink)
            throws DriverException, IOException, InterruptedException {
        export.expectContent(FORMAT.mediaType());
        var end = new ExportEnd();
        var buffer = new byte[BUFFER];
        for (int n = export.read(buffer); n >= 0; n = export.read(buffer)) {
            sink.write(buffer, 0, n);
            end.add(buffer, n);
        }
        if (!end.reached()) {
            throw DriverException.unavailable(
                    Reasons.DUMP_FAILED,
                    "The export of " + source + " ended before its last line. It is tried again.",
                    null);
        }
        return contents(end.records());
    }

    /** As one table, unless there is nothing. */
    static Contents contents(long records) {
        return Contents.of(records == 0 ? Map.of() : Map.of("records", records));
    }
}
