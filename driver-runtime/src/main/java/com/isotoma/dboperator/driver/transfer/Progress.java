package com.isotoma.dboperator.driver.transfer;

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
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says every few seconds how far a dump or a restore is, and interrupts it when nobody wants it any more. While it runs,
 * only its own thread touches the record.
 */
public final class Progress implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Progress.class);
    private static final long PERIOD_SECONDS = 5;
    private static final int DONE = 100;

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("progress").daemon().factory());
    private final Watched record;
    private final LongSupplier done;
    private final Supplier<String> text;
    private final OptionalLong expected;
    private final Thread worker = Thread.currentThread();
    private volatile @Nullable RuntimeException stopped;
    private final long startedAt = System.nanoTime();
    /** When it was last said how far it is, and how far it was. */
    private long saidAt = startedAt;

    private long said;

    private Progress(Watched record, LongSupplier done, Supplier<String> text, OptionalLong expected) {
        this.record = record;
        this.done = done;
        this.text = text;
        this.expected = expected;
    }

    /**
     * Begins for a dump; the calling thread is the one that will be interrupted.
     *
     * @param estimate about how many bytes the dump will have
     */
    public static Progress start(Watched record, BackupStream stream, OptionalLong estimate) {
        return start(record, stream::dumpedBytes, () -> text(stream), estimate);
    }

    /**
     * The same for anything that can say how far it is, from any thread.
     *
     * @param done bytes so far
     * @param text how far it is, for people
     * @param expected bytes there will be
     */
    public static Progress start(Watched record, LongSupplier done, Supplier<String> text, OptionalLong expected) {
        var progress = new Progress(record, done, text, expected);
        var unused =
                progress.timer.scheduleAtFixedRate(progress::report, PERIOD_SECONDS, PERIOD_SECONDS, TimeUnit.SECONDS);
        return progress;
    }

    /** How far it is, and how fast it went since this was last asked. */
    private Reached now() {
        long now = done.getAsLong();
        long time = System.nanoTime();
        long rate = perSecond(now - said, time - saidAt);
        said = now;
        saidAt = time;
        return new Reached(text.get(), percent(now, expected), rate);
    }

    /** How much it was and how fast it went, once it is done. */
    public Reached atTheEnd() {
        return new Reached(text.get(), DONE, perSecond(done.getAsLong(), System.nanoTime() - startedAt));
    }

    private static String text(BackupStream stream) {
        return String.format(
                Locale.ROOT,
                "%s dumped, %s stored",
                Sizes.text(stream.dumpedBytes()),
                Sizes.text(stream.storedBytes()));
    }

    /** Of an estimate that may be wrong: done is only what is known to be. */
    static @Nullable Integer percent(long done, OptionalLong estimate) {
        if (estimate.isEmpty()) {
            return null;
        }
        double share = (double) done / Math.max(1, estimate.getAsLong());
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
    public void throwIfStopped() {
        var why = stopped;
        if (why != null) {
            // The interruption was meant for the dump, not for what follows.
            boolean unused = Thread.interrupted();
            throw why;
        }
    }

    /** The same after a failure, which the interruption may have caused; it goes with what is thrown. */
    public void throwIfStopped(Exception failure) {
        var why = stopped;
        if (why != null && why != failure) {
            why.addSuppressed(failure);
        }
        throwIfStopped();
    }

    @Override
    public void close() {
        stop();
    }

    /** Waits until its thread has ended; afterwards the record is the caller's alone. May be called again. */
    public void stop() {
        // Waits even when interrupted, and then interrupts the call that may be under way.
        timer.close();
    }
}
