package com.isotoma.dboperator.driver.transfer;

import static java.util.stream.Collectors.joining;

import com.isotoma.dboperator.driver.bucket.Destination;
import com.isotoma.dboperator.driver.cluster.LostRaceException;
import com.isotoma.dboperator.driver.run.Steps;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.DumpReport;
import com.isotoma.dboperator.driver.spi.Reasons;
import com.isotoma.dboperator.driver.storage.BackupStream;
import com.isotoma.dboperator.driver.storage.CopyStream;
import com.isotoma.dboperator.driver.storage.DumpOptions;
import com.isotoma.dboperator.driver.storage.Manifest;
import com.isotoma.dboperator.driver.storage.ZstdLibrary;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Makes one attempt at one object, in one or several copies: dump, compress, encrypt, upload, check. Whatever goes wrong
 * before that, the uploads are aborted and no object appears.
 */
public final class ObjectWriter {
    private final Steps steps;
    private final DumpOptions options;

    public ObjectWriter(Steps steps) {
        this(steps, DumpOptions.DEFAULT);
    }

    public ObjectWriter(Steps steps, DumpOptions options) {
        this.steps = steps;
        this.options = options;
    }

    /** What is to be stored. */
    @FunctionalInterface
    public interface Dump {
        /**
         * Writes a dump and returns only when it is known to be complete.
         */
        DumpReport writeTo(OutputStream sink) throws DriverException, IOException, InterruptedException;

        /** About how many bytes it will have, asked before it is written; empty where nobody knows. */
        default OptionalLong estimatedBytes() throws InterruptedException {
            return OptionalLong.empty();
        }
    }

    /** Says what the manifest of an object says. */
    @FunctionalInterface
    public interface Describer {
        /** @param dumpedBytes bytes before compression */
        Manifest describe(CopyRun.Described stored, long dumpedBytes, DumpReport report);
    }

    /** Writes one object without a manifest; otherwise as the method below. */
    public Completion write(Destination destination, Dump dump, ObjectRecord record)
            throws DriverException, InterruptedException {
        return write(List.of(new CopyRun(destination)), dump, null, record);
    }

    /**
     * Writes each copy, its manifest after it if there is a describer, and first removes what an earlier run may have
     * left that is no backup.
     *
     * @return what came of each of them, one of which is good
     * @throws CancelledException when the backup is not wanted any more
     * @throws LostRaceException when another run has taken it over
     * @throws DriverException with {@link Reasons#STORAGE_FAILED} when the store is at fault, another reason otherwise
     */
    public Completion write(List<CopyRun> copies, Dump dump, @Nullable Describer describer, ObjectRecord record)
            throws DriverException, InterruptedException {
        ZstdLibrary.require();
        // A place that could not be found has no URL.
        var first = copies.stream().filter(c -> c.failure().isEmpty()).findFirst();
        record.backingUp(first.orElseGet(copies::getFirst).url());
        for (var copy : copies) {
            steps.reached(TransferCheckpoints.BACKING_UP, "Backing up to " + copy.url());
        }
        if (record.triedBefore()) {
            record.confirm();
            for (var copy : copies) {
                copy.clear(record::confirm, steps);
            }
            steps.reached(TransferCheckpoints.CLEARED);
        }
        return upload(copies, dump, describer, record);
    }

    private Completion upload(List<CopyRun> copies, Dump dump, @Nullable Describer describer, ObjectRecord record)
            throws DriverException, InterruptedException {
        try (var stream = new BackupStream(begun(copies), options)) {
            steps.reached(TransferCheckpoints.UPLOAD_BEGUN);
            var progress = Progress.start(record, stream, dump.estimatedBytes());
            var report = write(dump, progress, stream);
            steps.reached(TransferCheckpoints.DUMP_COMPLETE);
            stream.finish();
            for (var copy : copies) {
                copy.complete();
            }
            CopyFailures.requireOne(copies);
            steps.reached(TransferCheckpoints.OBJECT_STORED);
            if (describer != null) {
                confirm(copies, record);
                for (var copy : copies) {
                    copy.describe(d -> describer.describe(d, stream.dumpedBytes(), report));
                }
                CopyFailures.requireOne(copies);
                steps.reached(TransferCheckpoints.MANIFEST_STORED);
            }
            for (var copy : copies) {
                copy.discardFailed(record::confirm, steps);
            }
            var completion = new Completion(
                    copies.stream().map(CopyRun::outcome).toList(),
                    report.server().version(),
                    progress.atTheEnd(),
                    report.notes(),
                    report.omitted());
            record.completed(completion);
            steps.reached(TransferCheckpoints.COMPLETED);
            return completion;
        } catch (IOException e) {
            if (e instanceof InterruptedIOException && Thread.interrupted()) {
                throw new InterruptedException(e.getMessage());
            }
            copies.forEach(CopyRun::settle);
            CopyFailures.requireOne(copies);
            throw DriverException.unavailable(
                    Reasons.DUMP_FAILED, "The dump could not be read or written: " + e.getMessage(), e);
        }
    }

    /** A run that was overtaken since leaves nothing: its objects are its own, and nobody else would remove them soon. */
    private static void confirm(List<CopyRun> copies, ObjectRecord record) throws InterruptedException {
        try {
            record.confirm();
        } catch (LostRaceException e) {
            for (var copy : copies) {
                copy.withdraw(e);
            }
            throw e;
        }
    }

    private static List<CopyStream> begun(List<CopyRun> copies) throws DriverException, InterruptedException {
        var streams = new ArrayList<CopyStream>();
        boolean all = false;
        try {
            for (var copy : copies) {
                copy.begin().ifPresent(streams::add);
            }
            CopyFailures.requireOne(copies);
            all = true;
            return streams;
        } finally {
            if (!all) {
                streams.forEach(CopyStream::close);
            }
        }
    }

    private static DumpReport write(Dump dump, Progress progress, BackupStream stream)
            throws DriverException, IOException, InterruptedException {
        try (progress) {
            try {
                var report = dump.writeTo(stream);
                progress.stop();
                progress.throwIfStopped();
                return report;
            } catch (InterruptedException | IOException | DriverException | RuntimeException e) {
                progress.stop();
                progress.throwIfStopped(e);
                throw e;
            }
        }
    }

    /** Makes one failure of those of all copies. */
    private static final class CopyFailures {
        private CopyFailures() {}

        /** @throws DriverException when nothing can come of any of them, and says why of each */
        static void requireOne(List<CopyRun> copies) throws DriverException {
            var failures = copies.stream().flatMap(c -> c.failure().stream()).toList();
            if (failures.size() < copies.size()) {
                return;
            }
            if (failures.size() == 1) {
                throw failures.getFirst();
            }
            // One that another attempt may mend is reason enough for it.
            var first = failures.stream()
                    .filter(f -> f.kind() != DriverException.Kind.USER)
                    .findFirst()
                    .orElse(failures.getFirst());
            var each = copies.stream()
                    .map(c -> c.url() + ": "
                            + c.failure().map(DriverException::getMessage).orElse(""))
                    .collect(joining("; "));
            throw new DriverException(first.kind(), first.reason(), "No copy could be stored: " + each, first);
        }
    }
}
