package com.isotoma.dboperator.operator.events;

import com.google.common.base.Ticker;
import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import java.time.Duration;

/**
 * Passes a report on, and the very same again at growing intervals: after ten minutes, twenty, forty, and then every hour,
 * which is as long as the API server keeps an Event.
 */
public final class SparingReporter implements Reporter {
    static final Duration SILENCE = Duration.ofMinutes(10);
    static final Duration LONGEST_SILENCE = Duration.ofHours(1);
    private static final long REMEMBERED = 100_000;

    private final Reporter next;
    private final Ticker ticker;
    private final Cache<Said, Silence> said;

    public SparingReporter(Reporter next, Ticker ticker) {
        this.next = next;
        this.ticker = ticker;
        this.said = CacheBuilder.newBuilder()
                .expireAfterAccess(LONGEST_SILENCE.multipliedBy(2))
                .maximumSize(REMEMBERED)
                .ticker(ticker)
                .build();
    }

    @Override
    public void report(Report report) {
        var key = new Said(report.subject().getMetadata().getUid(), report.reason(), report.episode(), report.note());
        long now = ticker.read();
        var begun = new Silence(now, SILENCE.toNanos());
        var silence =
                said.asMap().merge(key, begun, (before, first) -> before.holds(now) ? before : before.longer(now));
        // Another thread that says the same at the same nanosecond may pass it on too, which does no harm.
        if (silence.began() == now) {
            next.report(report);
        }
    }

    private record Said(String uid, String reason, String episode, String note) {}

    /** How long nothing is said, from when on; both in nanoseconds of the ticker. */
    private record Silence(long began, long length) {
        Silence longer(long now) {
            return new Silence(now, Math.min(length * 2, LONGEST_SILENCE.toNanos()));
        }

        boolean holds(long now) {
            return now - began < length;
        }
    }
}
