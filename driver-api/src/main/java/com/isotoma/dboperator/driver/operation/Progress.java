package com.isotoma.dboperator.driver.operation;

import com.isotoma.dboperator.driver.cluster.LeaseLostException;
import com.isotoma.dboperator.driver.cluster.LostRaceException;
import com.isotoma.dboperator.driver.storage.BackupStream;
import com.isotoma.dboperator.driver.storage.Sizes;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says every few seconds how far a dump is, and interrupts it when nobody wants it any more. While it runs, only its own
 * thread touches the record.
 */
final class Progress implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Progress.class);
    private static final long PERIOD_SECONDS = 5;
    private static final int DONE = 100;

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("progress").daemon().factory());
    private final ObjectRecord record;
    private final BackupStream stream;
    private final Thread worker = Thread.currentThread();
    private volatile @Nullable RuntimeException stopped;

    private final OptionalLong estimate;
    private final long startedAt = System.nanoTime();
    /** When it was last said how far the dump is, and how far it was. */
    private long saidAt = startedAt;

    private long said;

    private Progress(ObjectRecord record, BackupStream stream, OptionalLong estimate) {
        this.record = record;
        this.stream = stream;
        this.estimate = estimate;
    }

    /**
     * Begins; the calling thread is the one that will be interrupted.
     *
     * @param estimate about how many bytes the dump will have
     */
    static Progress start(ObjectRecord record, BackupStream stream, OptionalLong estimate) {
        var progress = new Progress(record, stream, estimate);
        var unused =
                progress.timer.scheduleAtFixedRate(progress::report, PERIOD_SECONDS, PERIOD_SECONDS, TimeUnit.SECONDS);
        return progress;
    }

    /** How far the dump is, and how fast it went since this was last asked. */
    private Reached now() {
        long dumped = stream.dumpedBytes();
        long time = System.nanoTime();
        long rate = perSecond(dumped - said, time - saidAt);
        said = dumped;
        saidAt = time;
        return new Reached(text(), percent(dumped, estimate), rate);
    }

    /** How much it was and how fast it went, once it is done. */
    Reached atTheEnd() {
        return new Reached(text(), DONE, perSecond(stream.dumpedBytes(), System.nanoTime() - startedAt));
    }

    private String text() {
        return String.format(
                Locale.ROOT,
                "%s dumped, %s stored",
                Sizes.text(stream.dumpedBytes()),
                Sizes.text(stream.storedBytes()));
    }

    /** Of an estimate that may be wrong: done is only what is known to be. */
    static @Nullable Integer percent(long dumped, OptionalLong estimate) {
        if (estimate.isEmpty()) {
            return null;
        }
        double share = (double) dumped / Math.max(1, estimate.getAsLong());
        return (int) Math.min(DONE - 1, share * DONE);
    }

    private static long perSecond(long bytes, long nanos) {
        return (long) (bytes * 1e9 / Math.max(1, nanos));
    }

    private void report() {
        try {
            if (record.cancelled()) {
                stopWorker(new CancelledException(record.name()));
            } else {
                record.progress(now());
            }
        } catch (LostRaceException | LeaseLostException e) {
            stopWorker(e);
        } catch (KubernetesClientException e) {
            // The dump goes on: how far it is can be said the next time.
            LOG.warn("The progress could not be written: {}", e.getMessage());
        }
    }

    private void stopWorker(RuntimeException why) {
        stopped = why;
        timer.shutdown();
        worker.interrupt();
    }

    /**
     * To be asked after {@link #stop()}, when no interruption can come any more.
     *
     * @throws CancelledException when nobody wants the backup any more
     * @throws LostRaceException when another run has taken it over
     * @throws LeaseLostException when another run may have taken it over
     */
    void throwIfStopped() {
        var why = stopped;
        if (why != null) {
            // The interruption was meant for the dump, not for what follows.
            boolean unused = Thread.interrupted();
            throw why;
        }
    }

    @Override
    public void close() {
        stop();
    }

    /** Waits until its thread has ended; afterwards the record is the caller's alone. May be called again. */
    void stop() {
        // Waits even when interrupted, and then interrupts the call that may be under way.
        timer.close();
    }
}
