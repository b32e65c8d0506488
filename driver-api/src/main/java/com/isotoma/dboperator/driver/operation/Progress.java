package com.isotoma.dboperator.driver.operation;

import com.isotoma.dboperator.driver.cluster.LeaseLostException;
import com.isotoma.dboperator.driver.cluster.LostRaceException;
import com.isotoma.dboperator.driver.storage.BackupStream;
import com.isotoma.dboperator.driver.storage.Sizes;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says every few seconds how far a dump or a restore is, and interrupts it when nobody wants it any more. While it runs, only its own
 * thread touches the record.
 */
final class Progress implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Progress.class);
    private static final long PERIOD_SECONDS = 5;

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("progress").daemon().factory());
    private final Watched record;
    private final Supplier<String> text;
    private final Thread worker = Thread.currentThread();
    private volatile @Nullable RuntimeException stopped;

    private Progress(Watched record, Supplier<String> text) {
        this.record = record;
        this.text = text;
    }

    /** Begins; the calling thread is the one that will be interrupted. */
    static Progress start(Watched record, BackupStream stream) {
        return start(record, () -> of(stream));
    }

    /** The same for anything that can say how far it is, from any thread. */
    static Progress start(Watched record, Supplier<String> text) {
        var progress = new Progress(record, text);
        var unused =
                progress.timer.scheduleAtFixedRate(progress::report, PERIOD_SECONDS, PERIOD_SECONDS, TimeUnit.SECONDS);
        return progress;
    }

    /** How far a dump is, for people. */
    static String of(BackupStream stream) {
        return String.format(
                Locale.ROOT,
                "%s dumped, %s stored",
                Sizes.text(stream.dumpedBytes()),
                Sizes.text(stream.storedBytes()));
    }

    private void report() {
        try {
            if (record.cancelled()) {
                stopWorker(new CancelledException(record.name()));
            } else {
                record.progress(text.get());
            }
        } catch (LostRaceException | LeaseLostException e) {
            stopWorker(e);
        } catch (KubernetesClientException e) {
            // The work goes on: how far it is can be said the next time.
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
