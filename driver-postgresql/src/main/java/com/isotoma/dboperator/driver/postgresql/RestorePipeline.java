package com.isotoma.dboperator.driver.postgresql;

import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Reasons;
import com.isotoma.dboperator.driver.sql.ToolProcess;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * pg_restore makes a script of an archive, and psql runs it. Connected to the server itself, pg_restore could not restore
 * into servers older than 17: it sets a parameter that they do not know, and has no switch against it. The script also
 * forbids psql's own commands ({@code \\restrict}).
 *
 * @param pgRestore archive to script
 * @param psql script to database
 */
record RestorePipeline(ToolProcess pgRestore, ToolProcess psql) {
    /** More than what pg_restore writes before the first object. */
    private static final int PROLOGUE = 8192;

    private static final String FIRST_OBJECT = "\n-- Name: ";
    private static final String LAST_SETTING = "\nSET row_security = off;\n";
    private static final String WITHOUT_WAITING = "SET synchronous_commit = off;\n";
    private static final String UNKNOWN_TO_OLD_SERVERS = "\nSET transaction_timeout = 0;\n";

    void run(InputStream archive) throws DriverException, IOException, InterruptedException {
        // When psql ends, pg_restore fails for want of a reader: then what psql said is the cause.
        var psqlFailed = new AtomicReference<@Nullable DriverException>();
        try {
            pgRestore.filter(Reasons.RESTORE_FAILED, archive, script -> {
                try {
                    psql.feed(Reasons.RESTORE_FAILED, forAnyServer(script));
                } catch (DriverException e) {
                    psqlFailed.set(e);
                }
            });
        } catch (DriverException e) {
            var cause = psqlFailed.get();
            if (cause == null) {
                throw e;
            }
            cause.addSuppressed(e);
        }
        var failure = psqlFailed.get();
        if (failure != null) {
            throw failure;
        }
    }

    /**
     * The script without the parameter that servers before 17 do not know; its default is what would be set. Commits need
     * not wait for the disk: until all of it is there, the database is one that a failure throws away.
     */
    static InputStream forAnyServer(InputStream script) throws IOException {
        var head = new String(script.readNBytes(PROLOGUE), StandardCharsets.ISO_8859_1);
        int end = head.indexOf(FIRST_OBJECT);
        var prologue = end < 0 ? head : head.substring(0, end);
        var kept = prologue.replace(UNKNOWN_TO_OLD_SERVERS, "\n").replace(LAST_SETTING, LAST_SETTING + WITHOUT_WAITING)
                + head.substring(prologue.length());
        return new SequenceInputStream(new ByteArrayInputStream(kept.getBytes(StandardCharsets.ISO_8859_1)), script);
    }
}
